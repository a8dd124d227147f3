using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>Verifies a JSON Web Token (RFC 7519) and what it says: the signature first, then its claims, then its time.</summary>
internal sealed class TokenVerifier(
    IReadOnlyList<TokenAlgorithm> algorithms, IReadOnlyList<ExpectedTokenClaim> claims, TokenLifetime lifetime) : ISignatureVerifier<ITokenKey>
{
    /// <summary>As many keys as a key set holds: each is a computation that nobody has paid for.</summary>
    public const int MaxKeys = 32;

    /// <summary>In characters, of a token.</summary>
    public int MaxLength { get; init; } = CompactToken.MaxLength;

    private readonly TokenAlgorithm[] _algorithms = [.. algorithms];
    private readonly string _form = $"three parts in base64url, alg {string.Join(" or ", algorithms.Select(algorithm => algorithm.Name))}";
    private readonly ExpectedTokenClaim[] _claims = [.. claims];

    public Proof Verify(InboundWebhook webhook, in CandidateList candidates, ReadOnlySpan<SigningSecret<ITokenKey>> secrets)
    {
        // A longer one than a header holds, and what is decoded of it.
        if (candidates.Count == 1 && candidates[0].Length is > CompactToken.MaxLength and var length && !webhook.Memory.TryTakePassing(3L * length))
        {
            return Proof.None(Outcome.Overloaded);
        }

        if (candidates.Count != 1 || CompactToken.Read(candidates[0], _algorithms, MaxLength) is not { } token)
        {
            webhook.ProofDefect = new ProofDefect(
                ProofDefect.Signature, candidates.Count == 1 ? "is no token in compact form by an algorithm that is accepted" : "holds more than one token")
            {
                Expected = _form,
            }.With(candidates[0]);
            return Proof.None(Outcome.SignatureMalformed);
        }

        var isNamed = token.KeyId is not null && HasId(secrets, token.KeyId);
        if (FindSigner(token, isNamed, secrets, webhook) is not { } secret)
        {
            webhook.ProofDefect = ProofDefect.NoKey(CountInForce(secrets, webhook), secrets.Length) with
            {
                Problem = token.KeyId is null ? "was made by none of the keys in force"
                    : isNamed ? "was not made by the key that its 'kid' names, or that is not in force"
                    : ProofDefect.UnknownKid,
            };
            return Proof.None(Outcome.SignatureInvalid, lacksKey: !isNamed);
        }

        if (token.DecodePayload() is not { } payload || TokenClaims.Read(payload, webhook.Memory) is not { } said)
        {
            webhook.ProofDefect = new ProofDefect(ProofDefect.Signature, "holds claims that are no JSON object");
            return Proof.None(Outcome.SignatureMalformed);
        }

        var isRight = false;
        try
        {
            if (Refuse(webhook, said) is { } refusal)
            {
                return Proof.None(refusal);
            }

            (webhook.Token, isRight) = (said, true);
            return Proof.By(secret.Id);
        }
        finally
        {
            if (!isRight)
            {
                said.Dispose();
            }
        }
    }

    /// <summary>The key that made the signature; if the token names one there is, no other.</summary>
    public static SigningSecret<ITokenKey>? FindSigner(
        CompactToken token, bool isNamed, ReadOnlySpan<SigningSecret<ITokenKey>> secrets, InboundWebhook webhook, int mostTries = MaxKeys)
    {
        var tried = 0;
        foreach (var secret in secrets)
        {
            var isExcluded = token.KeyId is not null && (isNamed || secret.IsNamedByProvider) && secret.Id != token.KeyId;
            if (isExcluded || !secret.CountsFor(webhook))
            {
                continue;
            }

            if (++tried > mostTries)
            {
                return null;
            }

            if (secret.Key.Verify(token, webhook.ReceivedAt))
            {
                return secret;
            }
        }

        return null;
    }

    public static bool HasId(ReadOnlySpan<SigningSecret<ITokenKey>> secrets, string id)
    {
        foreach (var secret in secrets)
        {
            if (secret.Id == id)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a token says comes before when it says so: one that is out of date is then right in everything else.</summary>
    private Outcome? Refuse(InboundWebhook webhook, TokenClaims said)
    {
        foreach (var claim in _claims)
        {
            if (!claim.Holds(webhook, said))
            {
                webhook.ProofDefect = new ProofDefect($"the claim '{claim.Name}'", "is missing, or not what 'Jwt.Claims' says");
                return Outcome.SignatureInvalid;
            }
        }

        return lifetime.Refuse(webhook, said);
    }

    public static int CountInForce(ReadOnlySpan<SigningSecret<ITokenKey>> secrets, InboundWebhook webhook)
    {
        var count = 0;
        foreach (var secret in secrets)
        {
            count += secret.CountsFor(webhook) ? 1 : 0;
        }

        return count;
    }
}
