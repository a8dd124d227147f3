namespace Gateway.JsonSchema;

/// <summary>What <see cref="StrictJson"/> lets pass. Nothing is lenient unless asked for.</summary>
internal sealed record StrictJsonOptions
{
    /// <summary>Beyond it a schema that goes down with the value would end at its own bound of depth.</summary>
    public const int LargestDepth = 1000;

    /// <summary>More than fit into the bytes that a tape can address.</summary>
    public const int LargestValues = 64 * 1024 * 1024;

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

    /// <summary>
    /// How many names and values, arrays and objects among them, there may be: 1 to <see cref="LargestValues"/>. Each
    /// takes 16 to 32 bytes of the tape, and 24 to 48 more where repeated elements are looked for. Default 1,000,000,
    /// which no body below 2 MB exceeds.
    /// </summary>
    public int MaxValues
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LargestValues);
            field = value;
        }
    } = 1_000_000;
}
