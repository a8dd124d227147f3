namespace Gateway.Cli.Explaining.Json;

/// <summary>What a program makes of a slash.</summary>
internal enum JsonSlash
{
    /// <summary>Nothing.</summary>
    Plain,

    /// <summary><c>\/</c>, as PHP and Facebook do.</summary>
    Escaped,

    /// <summary><c>\/</c> where it would end a tag.</summary>
    InTags,

    /// <summary><c>\u002F</c>.</summary>
    Coded,
}
