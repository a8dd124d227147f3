using System.Globalization;

namespace Gateway.Storage.Deliveries;

/// <summary>A place in a list of deliveries, as a caller carries it from one page to the next.</summary>
/// <param name="Received">When the event was received, in microseconds.</param>
/// <param name="Number">Tells apart what was received at the same time.</param>
internal readonly record struct ListPlace(long Received, long Number)
{
    private const int Digits = 16;

    /// <exception cref="FormatException">It did not come from <see cref="ToString"/>.</exception>
    public static ListPlace Parse(string text) =>
        text.Length == 2 * Digits
        && long.TryParse(text.AsSpan(0, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var received)
        && long.TryParse(text.AsSpan(Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? new(received, number)
            : throw new FormatException("This is no place in a list: it did not come from a page.");

    public static int Compare(ListPlace one, ListPlace other) =>
        one.Received != other.Received ? one.Received.CompareTo(other.Received) : one.Number.CompareTo(other.Number);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Received:x16}{Number:x16}");
}
