namespace Gateway.JsonSchema;

/// <summary>Why a body is not the strict JSON (RFC 8259, I-JSON RFC 7493) it has to be.</summary>
internal enum JsonDefect
{
    None,

    /// <summary>Not JSON: a syntax error, or nothing at all.</summary>
    Malformed,

    /// <summary>
    /// An object holds the same name twice, compared after unescaping: parsers disagree on which one counts.
    /// </summary>
    DuplicateName,

    /// <summary>Bytes that are not UTF-8, or an escaped surrogate without its partner.</summary>
    InvalidUtf8,

    /// <summary>The body starts with a byte order mark, which RFC 8259 section 8.1 forbids to send.</summary>
    ByteOrderMark,

    /// <summary>Something other than white space follows the value.</summary>
    TrailingContent,

    /// <summary>Containers are nested deeper than allowed.</summary>
    TooDeep,

    /// <summary>More bytes than a tape can address (128 MiB).</summary>
    TooLarge,

    /// <summary>More names and values than allowed: each takes memory of its own, however short it is.</summary>
    TooManyValues,

    /// <summary>There is no memory to read it with: not the body's fault, and over in a moment.</summary>
    NoMemory,
}
