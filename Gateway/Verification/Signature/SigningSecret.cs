using Gateway.Verification.Signature.Keys;

namespace Gateway.Verification.Signature;

/// <summary>One secret of a route: its name, when it counts, and a key that cannot be printed.</summary>
internal sealed class SigningSecret(string id, ISignatureKey key, DateTimeOffset notBefore, DateTimeOffset notAfter)
{
    /// <summary>Whether the provider gave the key this <see cref="Id"/>: then it signs nothing under another.</summary>
    public bool IsNamedByProvider { get; init; }

    /// <summary>Names the secret in logs, metrics and to the backend; never derived from the key.</summary>
    public string Id { get; } = id;

    public ISignatureKey Key { get; } = key;

    public bool CountsAt(DateTimeOffset instant) => instant >= notBefore && instant < notAfter;

    /// <summary>The same secret as a part of another key, in force while both are.</summary>
    public SigningSecret With(ISignatureKey other, DateTimeOffset otherNotAfter) =>
        new(Id, other, notBefore, otherNotAfter < notAfter ? otherNotAfter : notAfter);

    public override string ToString() => $"secret '{Id}'";
}
