using Gateway.Intake;
using Gateway.Verification.Replay;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature;

/// <summary>
/// Signs a request as the provider would, with the first of the route's secrets that is in force: for
/// <c>gateway send</c>, the demonstration and the tests. What verifies and what signs is one scheme, so the two cannot
/// drift apart.
/// </summary>
internal sealed class ProviderSigner(SignatureScheme scheme, TimestampPolicy? timestamp)
{
    /// <summary>The signer of a route; null where no secret is configured that anything could be signed with.</summary>
    public static ProviderSigner? Of(SignatureScheme? scheme, TimestampPolicy? timestamp) =>
        scheme?.Check.SignerAt(DateTimeOffset.MinValue) is null ? null : new ProviderSigner(scheme, timestamp);

    /// <summary>Where the timestamp is expected; null if the scheme has none.</summary>
    public TimestampPolicy? Timestamp => timestamp;

    /// <summary>Whether the gateway can sign at all; a public key verifies only.</summary>
    public bool CanSign(DateTimeOffset signedAt) => KeyAt(signedAt).Key.CanSign;

    /// <summary>
    /// Adds timestamp and signature to the request. A timestamp that cannot be put there by itself must stand there already, or
    /// is a part of the signature: without it what is signed lacks a value.
    /// </summary>
    /// <param name="draft">The request.</param>
    /// <param name="signedAt">When.</param>
    /// <param name="intoPlace">
    /// Puts a signature where the request leaves a place for it, by whether that may be in the body; false where there is none.
    /// Null for a request that leaves none.
    /// </param>
    /// <exception cref="InvalidOperationException">The request lacks a value that is signed, or a place for the signature.</exception>
    public void Sign(InboundWebhook draft, DateTimeOffset signedAt, Func<string, bool, bool>? intoPlace = null)
    {
        timestamp?.Source.TryWrite(draft.Request, TimestampText.Write(signedAt, timestamp.Format));
        var signature = KeyAt(signedAt).Key.Sign(draft);
        var written = scheme.Prefix + signature;
        var from = scheme.From!;
        if (intoPlace?.Invoke(written, from.MayBeInBody) != true && !from.TryWrite(draft.Request, written) && !StandsThere(draft, signature))
        {
            throw new InvalidOperationException("Its signature stands in the body or inside another value, where only its provider writes it.");
        }
    }

    /// <summary>The id of the secret that signs; it may be shown.</summary>
    public string SecretId(DateTimeOffset signedAt) => KeyAt(signedAt).Id;

    /// <summary>Whether what is sent reveals nothing of the secret. A shared token is the secret itself.</summary>
    public bool MayBeShown(DateTimeOffset signedAt) => KeyAt(signedAt).Key.MayBeShown;

    /// <summary>What signs at an instant.</summary>
    public NamedKey KeyAt(DateTimeOffset instant) =>
        scheme.Check.SignerAt(instant) ?? throw new InvalidOperationException("Only the provider, who has the key, can sign.");

    /// <summary>Whether the user has put it where this command cannot, into a body.</summary>
    private bool StandsThere(InboundWebhook draft, string signature)
    {
        var claimed = new CandidateList(scheme.Prefix, separator: null);
        return scheme.From!.ReadEach(draft, ref claimed) == ValueState.Found && claimed.Count == 1 && claimed[0].SequenceEqual(signature);
    }
}
