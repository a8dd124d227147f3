using Gateway.Intake;

namespace Gateway.Verification.Signature;

/// <summary>One secret of a route: its name, when it counts, and what was made of it, which cannot be printed.</summary>
internal sealed class SigningSecret<TKey>(string id, TKey key, DateTimeOffset notBefore, DateTimeOffset notAfter)
{
    /// <summary>Whether the <see cref="Id"/> may be the provider's: then the key signs nothing under the id of another one that there is.</summary>
    public bool IsNamedByProvider { get; init; }

    /// <summary>Another name that the provider may call the key by: its thumbprint; null for none.</summary>
    public string? Thumbprint { get; init; }

    /// <summary>Names the secret in logs, metrics and to the backend; never derived from the key.</summary>
    public string Id { get; } = id;

    public TKey Key { get; } = key;

    /// <summary>Whether it counts where the webhook was received, or, where the route says so, when it says that it was signed.</summary>
    public bool CountsFor(InboundWebhook webhook) =>
        CountsAt(webhook.ReceivedAt) || (webhook.ClaimedSignedAt is { } signedAt && CountsAt(signedAt));

    public bool CountsAt(DateTimeOffset instant) => instant >= notBefore && instant < notAfter;

    /// <summary>The same secret as a part of another key, in force while both are.</summary>
    public SigningSecret<TOther> With<TOther>(TOther other, DateTimeOffset otherNotAfter) =>
        new(Id, other, notBefore, otherNotAfter < notAfter ? otherNotAfter : notAfter);

    /// <summary>The same under another name.</summary>
    public SigningSecret<TKey> WithId(string other) => new(other, Key, notBefore, notAfter);

    /// <summary>The same with another key.</summary>
    public SigningSecret<TKey> WithKey(TKey other) => new(Id, other, notBefore, notAfter) { IsNamedByProvider = IsNamedByProvider };

    public override string ToString() => $"secret '{Id}'";
}
