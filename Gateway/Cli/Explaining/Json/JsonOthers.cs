namespace Gateway.Cli.Explaining.Json;

/// <summary>What a program makes of characters beyond ASCII.</summary>
internal enum JsonOthers
{
    /// <summary>Nothing.</summary>
    Plain,

    /// <summary><c>\u00e9</c>.</summary>
    Lower,

    /// <summary><c>\u00E9</c>.</summary>
    Upper,

    /// <summary>The line ends of scripts alone, U+2028 and U+2029.</summary>
    ScriptLines,

    /// <summary>Those beyond the Basic Multilingual Plane alone, as two escapes in lower case.</summary>
    AstralLower,

    /// <summary>The same in upper case.</summary>
    AstralUpper,

    /// <summary>All but those beyond the Basic Multilingual Plane, in lower case.</summary>
    BasicLower,

    /// <summary>U+0080 to U+009F and U+2000 to U+20FF, as org.json does.</summary>
    Marks,
}
