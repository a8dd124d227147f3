using Gateway.Intake;
using Gateway.Verification.Signature.KeySets;

namespace Gateway.Verification.Signature;

/// <summary>Where a route's keys come from: its secrets, a key set of the provider's, or a certificate that the webhook names.</summary>
internal interface IKeySource<TKey>
{
    /// <summary>The keys that may have signed this webhook, as they are known now; null while there are none to be had.</summary>
    SigningSecret<TKey>[]? KeysFor(InboundWebhook webhook);

    /// <summary>Whether <see cref="RenewAsync"/> can bring others.</summary>
    bool IsRemote { get; }

    /// <summary>
    /// Asks for newer keys, unless that was done a moment ago, and waits for them a bounded time. False where it is not known
    /// whether there are newer ones: the answer is not here yet, or there was none.
    /// </summary>
    ValueTask<bool> RenewAsync(InboundWebhook webhook);

    /// <summary>The keys that came with the configuration; none where the provider publishes them.</summary>
    IReadOnlyList<SigningSecret<TKey>> Configured => [];

    /// <summary>The sets they come from, which are fetched before they are asked for, and again while the route is in force.</summary>
    IReadOnlyList<PublishedKeySet> KeySets => [];
}
