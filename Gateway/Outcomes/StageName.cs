using Gateway.Configuration;

namespace Gateway.Outcomes;

/// <summary>
/// The stages by the one name they have everywhere: folder, configuration key, metric label, dashboard column. What
/// order they run in, and why, is written in <see cref="StageOrder"/>.
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
    Schema,
    Deduplication,
}
