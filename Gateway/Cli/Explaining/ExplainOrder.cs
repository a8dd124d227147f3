using System.Net;
using Gateway.Admin.Captures;

namespace Gateway.Cli.Explaining;

/// <summary>What <c>gateway explain</c> is asked for.</summary>
/// <param name="File">The captured request; <c>-</c> for standard input; null for one that is kept.</param>
/// <param name="Route">The route; null for the one that the request line matches.</param>
/// <param name="At">The instant to judge by; null for now.</param>
/// <param name="Client">Who called, as the gateway would find it behind its trusted proxies; null if that is not known.</param>
/// <param name="FetchesKeys">Whether keys that the provider publishes may be fetched.</param>
internal sealed record ExplainOrder(string? File, string? Route, DateTimeOffset? At, IPAddress? Client, bool FetchesKeys)
{
    /// <summary>What the running gateway has kept, in place of a file.</summary>
    public CaptureSheet? Kept { get; init; }
}
