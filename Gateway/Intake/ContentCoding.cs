namespace Gateway.Intake;

/// <summary>How a body may be compressed (RFC 9110, section 8.4.1).</summary>
internal enum ContentCoding
{
    /// <summary>RFC 1952: one member, nothing behind it.</summary>
    Gzip,

    /// <summary>RFC 1950, with its header and checksum; bare RFC 1951 is none, though some send it.</summary>
    Deflate,

    /// <summary>RFC 7932.</summary>
    Brotli,
}
