namespace Gateway.Verification.Replay;

/// <summary>How a provider writes its timestamp.</summary>
internal enum TimestampFormat
{
    UnixSeconds,
    UnixMilliseconds,

    /// <summary>Seconds or milliseconds, told apart by their number of digits.</summary>
    Unix,

    /// <summary>RFC 3339, with a zone.</summary>
    Iso8601,

    /// <summary>RFC 3339; without a zone, UTC is meant.</summary>
    Iso8601Utc,

    /// <summary>RFC 9110, IMF-fixdate: <c>Tue, 14 Nov 2023 22:13:20 GMT</c>.</summary>
    Rfc1123,
}
