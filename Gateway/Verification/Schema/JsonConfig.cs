namespace Gateway.Verification.Schema;

/// <summary>
/// The <c>Schema:Json</c> section of a route as written: null means the file does not say. Each key lets pass what two parsers could
/// read differently, so that the backend may read another body than the one that was verified.
/// </summary>
internal sealed record JsonConfig
{
    /// <summary>Lets an object hold a name twice; here the last one counts. Default false.</summary>
    public bool? AllowDuplicateNames { get; init; }

    /// <summary>Lets ill-formed UTF-8 and lone surrogates pass. Default false.</summary>
    public bool? AllowInvalidUtf8 { get; init; }

    /// <summary>Skips a byte order mark in front of the value. Default false.</summary>
    public bool? AllowByteOrderMark { get; init; }

    /// <summary>Ignores what follows the value. Default false.</summary>
    public bool? AllowTrailingContent { get; init; }

    /// <summary>
    /// Lets a body pass that is no JSON though it should be, as one without values: where no schema holds for it, and all of it is signed.
    /// Default false.
    /// </summary>
    public bool? AllowMalformed { get; init; }

    /// <summary>How deep arrays and objects may nest: 1 to 1000. Default 64.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>
    /// How many names and values a body may hold, arrays and objects among them: 1 to 67,108,864. Each takes up to 80 bytes of
    /// memory beside the body. Default 1,000,000.
    /// </summary>
    public int? MaxValues { get; init; }
}
