using System.Globalization;
using System.Text.Json;

namespace Gateway.JsonSchema;

/// <summary>Writes and reads the reference tokens of JSON pointers (RFC 6901).</summary>
internal static class JsonPointer
{
    private const int NoIndex = -1;

    public static string Append(string pointer, string name) => $"{pointer}/{Escape(name)}";

    /// <summary>A name as a pointer has it (section 3).</summary>
    public static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>The name that a token means (section 4): ~1 first, so that ~01 becomes ~1 and not a slash.</summary>
    public static string Unescape(string token) =>
        token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    /// <summary>The element that a token means in an array, written without leading zeros (section 4); -1 for none.</summary>
    public static int IndexOf(ReadOnlySpan<char> token) =>
        token is ['0'] or [>= '1' and <= '9', ..] && int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : NoIndex;

    /// <summary>The member or element that a token, unescaped, leads to.</summary>
    public static bool TryStep(JsonElement value, string token, out JsonElement next)
    {
        next = default;
        if (value.ValueKind == JsonValueKind.Object)
        {
            return value.TryGetProperty(token, out next);
        }

        var index = value.ValueKind == JsonValueKind.Array ? IndexOf(token) : NoIndex;
        if (index < 0 || index >= value.GetArrayLength())
        {
            return false;
        }

        next = value[index];
        return true;
    }
}
