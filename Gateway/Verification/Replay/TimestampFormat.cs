namespace Gateway.Verification.Replay;

/// <summary>How a provider writes its timestamp.</summary>
internal enum TimestampFormat
{
    UnixSeconds,
    UnixMilliseconds,
    Iso8601,
}
