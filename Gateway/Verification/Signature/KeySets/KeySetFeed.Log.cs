using Gateway.Observability;

namespace Gateway.Verification.Signature.KeySets;

/// <summary>What a feed logs: once when it fails, once when it is back.</summary>
internal sealed partial class KeySetFeed
{
    [LoggerMessage(EventIds.KeySetFailed, LogLevel.Warning, "The key set {Url} cannot be fetched: {Reason}. In force is {InForce}.")]
    private partial void LogFailed(string url, string reason, string inForce);

    [LoggerMessage(EventIds.KeySetRecovered, LogLevel.Information, "The key set {Url} can be fetched again.")]
    private partial void LogRecovered(string url);
}
