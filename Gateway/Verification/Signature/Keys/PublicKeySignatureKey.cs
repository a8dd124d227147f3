using System.Security.Cryptography;
using Gateway.Intake;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Signature.Keys.PublicKeys;
using Gateway.Verification.Values;
using Microsoft.Extensions.ObjectPool;

namespace Gateway.Verification.Signature.Keys;

/// <summary>Verifies with a public key; only the provider, who has the private one, can sign.</summary>
internal sealed class PublicKeySignatureKey(IPublicKey key, SignatureEncoding encoding, ContentTemplate content) : IContentKey
{
    private static readonly ObjectPool<GatheredContent> Contents =
        new DefaultObjectPool<GatheredContent>(new DefaultPooledObjectPolicy<GatheredContent>());

    private const string VersionSubject = "the version of the signature";

    private static readonly ProofDefect UnknownVersion = new(VersionSubject, "is none that is known: 1 is SHA-1, 2 is SHA-256");

    private readonly EitherPublicKey? _either = key as EitherPublicKey;

    /// <summary>Where the webhook says which of two hashes it was signed over; null for either.</summary>
    public IValueSource? Version { get; init; }

    /// <summary>Whether the content's SHA-256 is what is signed, in its place.</summary>
    public bool IsPrehashed { get; init; }

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

        var used = key;
        if (Version is not null)
        {
            state = Version.Read(webhook, out var version);
            used = state == ValueState.Found ? _either?.Under(version.Span) : null;
            if (used is null)
            {
                webhook.ProofDefect = state == ValueState.Found ? UnknownVersion : ProofDefect.Of(VersionSubject, state);
                state = state == ValueState.Found ? ValueState.Unreadable : state;
                return false;
            }
        }

        if (content.IsBody)
        {
            return MatchesAny(used, webhook.SignedBody.Span, candidates);
        }

        var gathered = Contents.Get();
        gathered.Memory = webhook.Memory;
        try
        {
            state = content.Append(webhook, gathered);
            return state == ValueState.Found && !gathered.IsCutOff && MatchesAny(used, gathered.Bytes, candidates);
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
    private bool MatchesAny(IPublicKey used, ReadOnlySpan<byte> content, in CandidateList candidates)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        if (IsPrehashed)
        {
            SHA256.HashData(content, digest);
        }

        var signed = IsPrehashed ? digest : content;
        Span<byte> signature = stackalloc byte[SignatureText.MaxBytes];
        for (var i = 0; i < candidates.Count; i++)
        {
            if (SignatureText.TryRead(candidates[i], encoding, signature, out var length)
                && used.Verify(signed, signature[..length]))
            {
                return true;
            }
        }

        return false;
    }
}
