using System.Globalization;

namespace Gateway.Reading;

/// <summary>An instant as logs and notices tell it: ISO 8601 in UTC, to the second.</summary>
internal static class InstantText
{
    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
