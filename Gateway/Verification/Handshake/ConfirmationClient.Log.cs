using Gateway.Observability;

namespace Gateway.Verification.Handshake;

/// <summary>What is logged of confirmations, which nobody else sees.</summary>
internal sealed partial class ConfirmationClient
{
    [LoggerMessage(EventIds.Confirmed, LogLevel.Information, "Route {Route} has confirmed the provider's challenge at {Host}.")]
    private partial void LogConfirmed(string route, string host);

    [LoggerMessage(EventIds.ConfirmationFailed, LogLevel.Warning, "Route {Route} could not confirm the provider's challenge at {Host}: {Reason}.")]
    private partial void LogNotConfirmed(string route, string host, string reason);
}
