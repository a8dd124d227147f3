using Gateway.Intake;
using Gateway.Verification.Fetching;
using Gateway.Verification.Values;

namespace Gateway.Verification.Handshake;

/// <summary>A challenge that is answered twice: to who sent it, and by a call to the provider (Amazon SNS).</summary>
/// <param name="place">Where the challenge names the URL.</param>
/// <param name="allowed">Where it may lead: whoever writes a URL must not choose whom the gateway calls.</param>
/// <param name="client">Calls it.</param>
internal sealed class Confirmation(IValueSource place, UrlPattern[] allowed, ConfirmationClient client)
{
    /// <summary>The URL that the challenge names; null if it is not one of the provider's.</summary>
    public Uri? UrlOf(InboundWebhook webhook) =>
        place.Read(webhook, out var text) == ValueState.Found ? UrlPattern.Match(allowed, text.Span, allowsQuery: true) : null;

    /// <summary>Whether the provider has taken it.</summary>
    public Task<bool> CallAsync(InboundWebhook webhook, Uri url) => client.CallAsync(webhook.Policy.Route, url);
}
