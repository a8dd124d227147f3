using System.Text;
using Gateway.Verification.Signature;
using Gateway.Verification.Signature.Keys;

namespace Gateway.Verification.Handshake.Answers;

/// <summary>
/// The key of an answer's HMAC: the challenge's own secret, or the first of the route's that is in force. An answer holds one
/// digest, so while secrets are rotated the first must be the one that the provider knows.
/// </summary>
internal sealed class AnswerKey
{
    private readonly List<(byte[] Bytes, DateTimeOffset NotBefore, DateTimeOffset NotAfter)> _keys = [];

    private AnswerKey()
    {
    }

    /// <summary>The key bytes at an instant; null if no secret is in force.</summary>
    public byte[]? At(DateTimeOffset instant)
    {
        foreach (var (bytes, notBefore, notAfter) in _keys)
        {
            if (instant >= notBefore && instant < notAfter)
            {
                return bytes;
            }
        }

        return null;
    }

    public static AnswerKey Of(string secret)
    {
        var key = new AnswerKey();
        key._keys.Add((Encoding.UTF8.GetBytes(secret), DateTimeOffset.MinValue, DateTimeOffset.MaxValue));
        return key;
    }

    /// <summary>The route's own, made of its secrets as <c>Signature</c> says; null if those are no keys of an HMAC.</summary>
    public static AnswerKey? OfRoute(HandshakeContext context)
    {
        if (context.Signature is not { Algorithm: { } algorithm } signature
            || !algorithm.StartsWith("hmac-", StringComparison.Ordinal))
        {
            return null;
        }

        var key = new AnswerKey();
        var form = KeyText.Read(new SignatureContext(context.Stage, signature));
        foreach (var secret in signature.Secrets ?? [])
        {
            // What is wrong with a reference is reported where it stands.
            if (form is not null && context.Stage.Files.ResolveSecret(secret.Value, out _) is { } text)
            {
                key.TryAdd(form, text, secret);
            }
        }

        return key;
    }

    private void TryAdd(KeyText form, string text, SecretConfig secret)
    {
        try
        {
            _keys.Add((form.Decode(text), secret.NotBefore ?? DateTimeOffset.MinValue, secret.NotAfter ?? DateTimeOffset.MaxValue));
        }
        catch (FormatException)
        {
            // Reported as the route's secret.
        }
    }
}
