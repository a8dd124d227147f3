namespace Gateway.Outcomes;

/// <summary>
/// The stages by the one name they have everywhere: folder, configuration key, metric label, dashboard column. In no order: that
/// in which they run, and why, is written in <c>StageOrder</c> alone.
/// </summary>
internal enum StageName
{
    None,
    IpAllowList,
    RateLimit,
    Body,
    Handshake,
    Signature,
    Replay,
    Events,
    Where,
    Schema,
    Deduplication,
}
