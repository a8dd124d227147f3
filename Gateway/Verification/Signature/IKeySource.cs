using Gateway.Intake;

namespace Gateway.Verification.Signature;

/// <summary>Where a route's keys come from: its secrets, a key set of the provider's, or a certificate that the webhook names.</summary>
internal interface IKeySource
{
    /// <summary>The keys that may have signed this webhook, as they are known now; null while there are none to be had.</summary>
    SigningSecret[]? KeysFor(InboundWebhook webhook);

    /// <summary>Whether <see cref="RenewAsync"/> can bring others.</summary>
    bool IsRemote { get; }

    /// <summary>Asks for newer keys, unless that was done a moment ago, and waits for them a bounded time.</summary>
    ValueTask RenewAsync(InboundWebhook webhook);
}
