using System.Buffers.Text;
using System.Text;

namespace Gateway.Storage.Redis.Deliveries;

/// <summary>A place in a list: behind one delivery.</summary>
/// <param name="Row">The time of reception and the event's id, as the lists in Redis have them.</param>
/// <param name="Destination">Of the delivery.</param>
internal sealed record DeliveryPlace(string Row, string Destination)
{
    private const int TimeLength = 18;
    private const int RowLength = TimeLength + 1 + 36;

    /// <exception cref="FormatException">It is not what <see cref="ToString"/> writes.</exception>
    public static DeliveryPlace Parse(string text)
    {
        if (!Base64Url.IsValid(text))
        {
            throw Wrong();
        }

        string plain;
        try
        {
            plain = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(text));
        }
        catch (ArgumentException)
        {
            throw Wrong();
        }

        return plain.Length >= RowLength && plain[TimeLength] == '-' && !plain.AsSpan(0, TimeLength).ContainsAnyExceptInRange('0', '9')
            && Guid.TryParseExact(plain.AsSpan(TimeLength + 1, 36), "D", out _)
            ? new DeliveryPlace(plain[..RowLength], plain[RowLength..])
            : throw Wrong();
    }

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Row + Destination));

    private static FormatException Wrong() => new("It did not come from a page.");
}
