namespace Gateway.Cli.Explaining.Json;

/// <summary>Habits of escaping in words.</summary>
internal static class JsonEscapeNames
{
    public static string Of(JsonSlash slash) => slash switch
    {
        JsonSlash.Escaped => "slashes escaped (\\/)",
        JsonSlash.InTags => "slashes of closing tags escaped (<\\/)",
        JsonSlash.Coded => "slashes escaped (\\u002f)",
        _ => "",
    };

    public static string Of(JsonOthers others) => others switch
    {
        JsonOthers.Lower => "other than ASCII escaped (\\u00e9)",
        JsonOthers.Upper => "other than ASCII escaped (\\u00E9)",
        JsonOthers.ScriptLines => "U+2028 and U+2029 escaped",
        JsonOthers.AstralLower => "emoji escaped (\\ud83d\\ude00)",
        JsonOthers.AstralUpper => "emoji escaped (\\uD83D\\uDE00)",
        JsonOthers.BasicLower => "other than ASCII and emoji escaped (\\u00e9)",
        JsonOthers.Marks => "U+0080 to U+009F and U+2000 to U+20FF escaped, as org.json does",
        _ => "",
    };
}
