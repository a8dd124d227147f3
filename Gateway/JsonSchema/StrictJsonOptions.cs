namespace Gateway.JsonSchema;

/// <summary>What <see cref="StrictJson"/> lets pass. Nothing is lenient unless asked for.</summary>
internal sealed record StrictJsonOptions
{
    /// <summary>Beyond it comparing values, which recurses, could not be sure of its stack.</summary>
    public const int LargestDepth = 1000;

    public static StrictJsonOptions Default { get; } = new();

    /// <summary>Lets an object hold a name twice; the last one counts, as with most parsers. Default false.</summary>
    public bool AllowDuplicateNames { get; init; }

    /// <summary>Lets ill-formed UTF-8 and lone surrogates pass. Default false.</summary>
    public bool AllowInvalidUtf8 { get; init; }

    /// <summary>Skips a byte order mark in front of the value. Default false.</summary>
    public bool AllowByteOrderMark { get; init; }

    /// <summary>Ignores what follows the value. Default false.</summary>
    public bool AllowTrailingContent { get; init; }

    /// <summary>
    /// How deep arrays and objects may nest: 0 to <see cref="LargestDepth"/>. Default 64, as in System.Text.Json.
    /// </summary>
    public int MaxDepth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LargestDepth);
            field = value;
        }
    } = 64;
}
