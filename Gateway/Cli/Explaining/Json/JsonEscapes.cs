namespace Gateway.Cli.Explaining.Json;

/// <summary>Which characters of a text a program writes as escapes, and how.</summary>
/// <param name="Slash">What is made of a slash.</param>
/// <param name="Others">What is made of characters beyond ASCII.</param>
/// <param name="Escaped">The characters of ASCII that are escaped, though they need not be.</param>
/// <param name="IsUpper">Whether the digits of those are in upper case.</param>
/// <param name="HasLongControls">Whether <c>\b</c> and <c>\f</c> are written as <c>\u0008</c> and <c>\u000c</c>.</param>
internal sealed record JsonEscapes(JsonSlash Slash, JsonOthers Others, string Escaped, bool IsUpper, bool HasLongControls)
{
    /// <summary>What must be escaped (RFC 8259, section 7), and nothing else.</summary>
    public static readonly JsonEscapes Plain = new(JsonSlash.Plain, JsonOthers.Plain, "", IsUpper: false, HasLongControls: false);

    /// <summary>As the texts stand in the body that arrived.</summary>
    public static readonly JsonEscapes AsReceived = Plain with { IsReceived = true };

    public bool IsReceived { get; init; }

    /// <summary>How unlikely it is.</summary>
    public int Cost { get; init; }

    /// <summary>For people; empty for as received.</summary>
    public string Name
    {
        get
        {
            if (IsReceived)
            {
                return "";
            }

            var escaped = Escaped.Length == 0 ? "" : $"{Listed(Escaped)} escaped (\\u00{((int)Escaped[0]).ToString(IsUpper ? "X2" : "x2", System.Globalization.CultureInfo.InvariantCulture)})";
            string[] parts = [JsonEscapeNames.Of(Slash), JsonEscapeNames.Of(Others), escaped, HasLongControls ? "\\b and \\f as \\u0008 and \\u000c" : ""];
            var name = string.Join(", ", parts.Where(part => part.Length > 0));
            return name.Length == 0 ? "characters not escaped" : name;
        }
    }

    private static string Listed(string characters) => characters.Length == 1
        ? characters
        : $"{string.Join(", ", characters[..^1].AsEnumerable())} and {characters[^1]}";
}
