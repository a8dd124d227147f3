using System.Globalization;
using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Values;
using Microsoft.Extensions.ObjectPool;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>
/// Verifies HTTP message signatures (RFC 9421, section 3.2): what the route asks for first, then the signature, and then what
/// it says of the body and of its time.
/// </summary>
internal sealed class MessageVerifier(MessagePolicy policy) : ISignatureVerifier<IMessageKey>
{
    private const string InputPlace = "header:Signature-Input";

    private static readonly ProofDefect Uncovered = new(
        InputPlace, "has no signature with the label, tag, algorithm and components that 'MessageSignature' and the body ask for");

    private static readonly ObjectPool<GatheredContent> Contents =
        new DefaultObjectPool<GatheredContent>(new DefaultPooledObjectPolicy<GatheredContent>());

    public Proof Verify(InboundWebhook webhook, in CandidateList candidates, ReadOnlySpan<SigningSecret<IMessageKey>> secrets)
    {
        var written = webhook.Request.Headers["Signature-Input"];
        if (candidates.Count != 1 || written.Count != 1
            || SignatureFields.ReadInputs(written[0]) is not { } inputs
            || SignatureFields.ReadSignatures(candidates[0]) is not { } signatures)
        {
            webhook.ProofDefect = Malformed(candidates, written.Count);
            return Proof.None(Outcome.SignatureMalformed);
        }

        var proof = Proof.None(Outcome.SignatureMalformed);
        webhook.ProofDefect = Uncovered;
        var query = new QueryComponents(webhook);

        // As many for all signatures together as there are keys, or a few: neither list is to multiply the other.
        var tries = Math.Max(ProofLimits.Tries, secrets.Length);
        foreach (var input in inputs)
        {
            if (tries == 0)
            {
                break; // What is signed is not put together for nothing.
            }

            if (Find(signatures, input.Label) is not { } signature || !policy.Accepts(input, webhook))
            {
                continue;
            }

            // What needs no look at the request comes first: nobody has paid for putting together what is signed.
            if (!HasKey(input, secrets, webhook))
            {
                webhook.ProofDefect = ProofDefect.NoKey(0, secrets.Length) with { Problem = ProofDefect.UnknownKey };
                proof = Proof.None(Outcome.SignatureInvalid, lacksKey: true);
                continue;
            }

            if (IsExpired(input, webhook))
            {
                webhook.ProofDefect = Expired(input, webhook);
                proof = Proof.None(Outcome.TimestampTooOld);
                continue;
            }

            proof = Verify(webhook, input, signature, secrets, query, ref tries);
            if (proof.SecretId is not null)
            {
                return proof;
            }
        }

        return proof;
    }

    private Proof Verify(
        InboundWebhook webhook, SignatureInput input, byte[] signature, ReadOnlySpan<SigningSecret<IMessageKey>> secrets,
        QueryComponents query, ref int tries)
    {
        var content = Contents.Get();
        content.Memory = webhook.Memory;
        try
        {
            if (!SignatureBase.TryAppend(input, webhook, policy.Url, content, query) || content.IsCutOff)
            {
                webhook.ProofDefect = new ProofDefect(InputPlace, "covers a component that the request does not have once");
                return Proof.None(Outcome.SignatureMalformed);
            }

            if (FindSigner(input, content.Bytes, signature, secrets, webhook, ref tries) is not { } secret)
            {
                webhook.ProofDefect = new ProofDefect(ProofDefect.Signature, "was made by none of the keys that it may be of");
                return Proof.None(Outcome.SignatureInvalid, lacksKey: true);
            }

            if (!IsOfBody(input, webhook))
            {
                webhook.ProofDefect = new ProofDefect("header:Content-Digest", ProofDefect.OtherDigest);
                return Proof.None(Outcome.SignatureInvalid);
            }

            webhook.SignatureParameters = Parameters(input);
            return Proof.By(secret.Id);
        }
        finally
        {
            Contents.Return(content);
        }
    }

    private static SigningSecret<IMessageKey>? FindSigner(
        SignatureInput input, ReadOnlySpan<byte> content, byte[] signature, ReadOnlySpan<SigningSecret<IMessageKey>> secrets, InboundWebhook webhook,
        ref int tries)
    {
        foreach (var secret in secrets)
        {
            if (!IsFor(input, secret, webhook))
            {
                continue;
            }

            if (tries-- == 0)
            {
                tries = 0;
                return null;
            }

            if (secret.Key.Verify(content, signature))
            {
                return secret;
            }
        }

        return null;
    }

    private static bool HasKey(SignatureInput input, ReadOnlySpan<SigningSecret<IMessageKey>> secrets, InboundWebhook webhook)
    {
        foreach (var secret in secrets)
        {
            if (IsFor(input, secret, webhook))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whoever names its key signs with no other.</summary>
    private static bool IsFor(SignatureInput input, SigningSecret<IMessageKey> secret, InboundWebhook webhook) =>
        (input.KeyId is null || input.KeyId == secret.Id || input.KeyId == secret.Thumbprint) && secret.CountsFor(webhook);

    /// <summary>Section 2.3: no longer valid from this instant on, whatever the route's Replay allows. It says so itself.</summary>
    private static bool IsExpired(SignatureInput input, InboundWebhook webhook) => input.Expires <= webhook.ReceivedAt.ToUnixTimeSeconds();

    /// <summary>Whether the digest that is signed is that of the body.</summary>
    private static bool IsOfBody(SignatureInput input, InboundWebhook webhook)
    {
        foreach (var (_, component) in input.Components)
        {
            if (component is { Name: Component.ContentDigest, Key: null }
                && !ContentDigest.IsOf(webhook.Request.Headers[Component.ContentDigest].ToString(), webhook.Body.Memory.Span))
            {
                return false;
            }
        }

        return true;
    }

    private static ProofDefect Malformed(in CandidateList candidates, int inputs) =>
        inputs == 0 ? ProofDefect.Missing(InputPlace)
        : inputs > 1 ? ProofDefect.Of(InputPlace, ValueState.Ambiguous)
        : candidates.Count != 1 ? new ProofDefect(ProofDefect.Signature, "stands more than once")
        : SignatureFields.ReadSignatures(candidates[0]) is null ? new ProofDefect(ProofDefect.Signature, "is no dictionary of byte sequences").With(candidates[0])
        : new ProofDefect(InputPlace, "is no dictionary of inner lists that is understood");

    /// <summary>What the sender writes may be as far from now as it likes.</summary>
    private static ProofDefect Expired(SignatureInput input, InboundWebhook webhook)
    {
        var seconds = Math.Min(webhook.ReceivedAt.ToUnixTimeSeconds() - (decimal)input.Expires!.Value, int.MaxValue);
        return new ProofDefect("the parameter 'expires'", "has passed") { FoundTime = TimeSpan.FromSeconds((double)seconds) };
    }

    private static Dictionary<string, string> Parameters(SignatureInput input)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("created", input.Created?.ToString(CultureInfo.InvariantCulture));
        Add("expires", input.Expires?.ToString(CultureInfo.InvariantCulture));
        Add("nonce", input.Nonce);
        Add("keyid", input.KeyId);
        Add("tag", input.Tag);
        return parameters;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parameters.Add(name, value);
            }
        }
    }

    private static byte[]? Find(List<(string Label, byte[] Bytes)> signatures, string label)
    {
        foreach (var (name, bytes) in signatures)
        {
            if (name == label)
            {
                return bytes;
            }
        }

        return null;
    }
}
