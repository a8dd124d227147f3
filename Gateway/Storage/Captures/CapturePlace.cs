using System.Globalization;
using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Captures;

/// <summary>A place in a list of kept requests, as a caller carries it from one page to the next.</summary>
/// <param name="Received">When it was received, in microseconds.</param>
/// <param name="Id">Tells apart what was received at the same time.</param>
internal readonly record struct CapturePlace(long Received, Guid Id)
{
    private const int Digits = 16;

    public static CapturePlace Of(CaptureRecord record) => new(Microseconds.Of(record.ReceivedAt), record.Id);

    /// <exception cref="FormatException">It did not come from <see cref="ToString"/>.</exception>
    public static CapturePlace Parse(string text) =>
        text.Length > Digits
        && long.TryParse(text.AsSpan(0, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var received)
        && Guid.TryParseExact(text.AsSpan(Digits), "N", out var id)
            ? new(received, id)
            : throw new FormatException("This is no place in a list: it did not come from a page.");

    public static int Compare(CapturePlace one, CapturePlace other) =>
        one.Received != other.Received ? one.Received.CompareTo(other.Received) : one.Id.CompareTo(other.Id);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Received:x16}{Id:N}");
}
