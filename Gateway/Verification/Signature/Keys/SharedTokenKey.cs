using System.Security.Cryptography;
using System.Text;
using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Keys;

/// <summary>A token that the sender repeats in every request. It proves who sends, not what was sent.</summary>
internal sealed class SharedTokenKey : IContentKey
{
    private readonly byte[] _digest;
    private readonly string _token;

    public SharedTokenKey(string token)
    {
        _token = token;
        _digest = SHA256.HashData(Encoding.UTF8.GetBytes(token));
    }

    public string Form => "a token";

    public bool CanSign => true;

    // The token is the secret itself.
    public bool MayBeShown => false;

    public bool Matches(InboundWebhook webhook, in CandidateList candidates, out ValueState content)
    {
        content = ValueState.Found;
        var matches = false;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates[i].Length > ProofLimits.TokenChars)
            {
                continue;
            }

            // Digests have one length: comparing the texts would tell how long the token is.
            SHA256.HashData(Encoding.UTF8.GetBytes(candidates[i].ToArray()), digest);
            matches |= CryptographicOperations.FixedTimeEquals(digest, _digest);
        }

        return matches;
    }

    public bool IsWellFormed(ReadOnlySpan<char> candidate) => true;

    public string Sign(InboundWebhook webhook) => _token;
}
