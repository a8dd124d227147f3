using Gateway.Intake;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Values;
using Microsoft.Extensions.ObjectPool;

namespace Gateway.Verification.Signature.Keys;

/// <summary>Verifies with a public key; only the provider, who has the private one, can sign.</summary>
internal sealed class PublicKeySignatureKey(IPublicKey key, SignatureEncoding encoding, ContentTemplate content) : IContentKey
{
    private static readonly ObjectPool<GatheredContent> Contents =
        new DefaultObjectPool<GatheredContent>(new DefaultPooledObjectPolicy<GatheredContent>());

    public string Form { get; } = $"{key.Form} in {SignatureEncodingName.Of(encoding)}";

    public bool CanSign => false;

    public bool MayBeShown => true;

    public bool Matches(InboundWebhook webhook, in CandidateList candidates, out ValueState state)
    {
        state = ValueState.Found;

        // A signature that cannot be one costs no look at the content.
        var hasWellFormed = false;
        for (var i = 0; i < candidates.Count; i++)
        {
            hasWellFormed |= IsWellFormed(candidates[i]);
        }

        if (!hasWellFormed)
        {
            return false;
        }

        if (content.IsBody)
        {
            return MatchesAny(webhook.SignedBody.Span, candidates);
        }

        var gathered = Contents.Get();
        gathered.Memory = webhook.Memory;
        try
        {
            state = content.Append(webhook, gathered);
            return state == ValueState.Found && !gathered.IsCutOff && MatchesAny(gathered.Bytes, candidates);
        }
        finally
        {
            Contents.Return(gathered);
        }
    }

    public int TriesOf(int candidates) => candidates - 1;

    public bool IsWellFormed(ReadOnlySpan<char> candidate)
    {
        Span<byte> signature = stackalloc byte[SignatureText.MaxBytes];
        return SignatureText.TryRead(candidate, encoding, signature, out var length) && key.IsWellFormed(signature[..length]);
    }

    public string Sign(InboundWebhook webhook) =>
        throw new InvalidOperationException("A public key verifies; only the provider, who has the private one, can sign.");

    /// <summary>Nothing here is secret: it may end at the first that is right.</summary>
    private bool MatchesAny(ReadOnlySpan<byte> signed, in CandidateList candidates)
    {
        Span<byte> signature = stackalloc byte[SignatureText.MaxBytes];
        for (var i = 0; i < candidates.Count; i++)
        {
            if (SignatureText.TryRead(candidates[i], encoding, signature, out var length)
                && key.Verify(signed, signature[..length]))
            {
                return true;
            }
        }

        return false;
    }
}
