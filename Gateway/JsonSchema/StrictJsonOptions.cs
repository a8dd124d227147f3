namespace Gateway.JsonSchema;

/// <summary>What <see cref="StrictJson"/> lets pass. Nothing is lenient unless asked for.</summary>
internal sealed record StrictJsonOptions
{
    public static StrictJsonOptions Default { get; } = new();

    /// <summary>Lets an object hold a name twice; the last one counts, as with most parsers. Default false.</summary>
    public bool AllowDuplicateNames { get; init; }

    /// <summary>Lets ill-formed UTF-8 and lone surrogates pass. Default false.</summary>
    public bool AllowInvalidUtf8 { get; init; }

    /// <summary>Skips a byte order mark in front of the value. Default false.</summary>
    public bool AllowByteOrderMark { get; init; }

    /// <summary>Ignores what follows the value. Default false.</summary>
    public bool AllowTrailingContent { get; init; }

    /// <summary>How deep arrays and objects may nest. Default 64, as in System.Text.Json; at least 0.</summary>
    public int MaxDepth { get; init; } = 64;
}
