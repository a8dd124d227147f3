using System.Security.Cryptography;
using System.Text;
using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Handshake.Conditions;

/// <summary><c>{secret}</c>: the value is the challenge's own secret, such as a verify token.</summary>
internal sealed class SecretCondition(IValueSource source, string secret) : IHandshakeCondition
{
    private readonly byte[] _digest = SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public bool Holds(InboundWebhook webhook)
    {
        if (source.Read(webhook, out var value) != ValueState.Found)
        {
            return false;
        }

        // In constant time, and digests have one length: comparing the texts would tell how long the secret is.
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(value.ToArray()), digest);
        return CryptographicOperations.FixedTimeEquals(digest, _digest);
    }
}
