using System.Buffers.Text;

namespace Gateway.Verification.Signature.Keys.PublicKeys;

/// <summary>How a secret's text becomes a public key: <c>Signature:Key</c> and <c>KeyPrefix</c>.</summary>
internal sealed class PublicKeyText
{
    /// <summary>As <c>Signature:Key</c> names them, beside those of bare keys.</summary>
    public static readonly IReadOnlyList<string> Forms = ["pem", "spki", "jwk"];

    private const string Raw = "hex, base64 or base64url";
    private const string Wrapped = "pem, spki or jwk";

    private readonly string _form;
    private readonly string _prefix;

    private readonly IReadOnlyList<string>? _algorithms;

    private PublicKeyText(string form, string prefix, IReadOnlyList<string>? algorithms) => (_form, _prefix, _algorithms) = (form, prefix, algorithms);

    /// <summary>The form as configured; null if a problem was reported.</summary>
    public static PublicKeyText? Read(SignatureContext context, PublicKeyAlgorithm algorithm)
    {
        var form = context.Config.Key ?? algorithm.DefaultForm;
        var isRaw = form is "hex" or "base64" or "base64url";
        if (Forms.Contains(form, StringComparer.Ordinal) || (isRaw && algorithm.TakesRawKeys))
        {
            return new PublicKeyText(form, context.Config.KeyPrefix ?? "", context.Config.Jwt?.Algorithms ?? algorithm.WebNames);
        }

        // Not repeated: who takes 'Key' for the place of the key has written it there.
        var forms = algorithm.TakesRawKeys ? $"{Raw}, {Wrapped}" : Wrapped;
        context.Report($"expected {forms} with the algorithm '{context.Config.Algorithm}': how the public key is written.", "Key");
        return null;
    }

    /// <summary>The key as a SubjectPublicKeyInfo in DER.</summary>
    /// <exception cref="FormatException">The text is not of the form; the message never repeats it.</exception>
    public byte[] Decode(string text)
    {
        if (!text.StartsWith(_prefix, StringComparison.Ordinal))
        {
            throw new FormatException(OtherSecret(text) ?? $"does not begin with '{_prefix}', as this provider's keys do.");
        }

        text = text[_prefix.Length..];
        if (text.Length == 0)
        {
            throw new FormatException($"is empty behind '{_prefix}'.");
        }

        if (OtherSecret(text) is { } problem)
        {
            throw new FormatException(problem);
        }

        return _form switch
        {
            "pem" => PemText.Read(text),
            "jwk" => JsonWebKey.Read(text, _algorithms),
            _ => DecodeBytes(text),
        };
    }

    /// <summary>What the text is taken for by its beginning, where that is known to be another thing than the form says.</summary>
    private string? OtherSecret(string text)
    {
        if (text.StartsWith("whsec_", StringComparison.Ordinal))
        {
            return "is a shared secret (whsec_), which goes with hmac-sha256; a public key verifies here.";
        }

        if (text.StartsWith("whsk_", StringComparison.Ordinal))
        {
            return PublicKeyInfo.PrivateKeyProblem;
        }

        if (_form != "pem" && text.StartsWith("-----BEGIN ", StringComparison.Ordinal))
        {
            return text.Contains("PRIVATE KEY-----", StringComparison.Ordinal)
                ? PublicKeyInfo.PrivateKeyProblem
                : "is PEM; say so with \"Key\": \"pem\".";
        }

        return _form != "jwk" && text.StartsWith('{') ? "is JSON; if it is a JWK, say so with \"Key\": \"jwk\"." : null;
    }

    private byte[] DecodeBytes(string text)
    {
        byte[] bytes;
        try
        {
            bytes = _form switch
            {
                "hex" => Convert.FromHexString(text),
                "base64url" => Base64Url.DecodeFromChars(text),
                _ => Convert.FromBase64String(text),
            };
        }
        catch (FormatException exception)
        {
            throw new FormatException($"is not {(_form == "spki" ? "base64" : _form)}, which 'Signature:Key' says it is.", exception);
        }

        if (_form == "spki")
        {
            return bytes;
        }

        return bytes.Length switch
        {
            Ed25519PublicKey.KeyBytes => Ed25519PublicKey.Info(bytes),
            2 * Ed25519PublicKey.KeyBytes => throw new FormatException(
                $"is {bytes.Length} bytes long, as a signature or a private key is; an Ed25519 public key has {Ed25519PublicKey.KeyBytes}."),
            _ when bytes is [0x30, ..] => throw new FormatException(
                $"is DER; if it is a public key in base64, say so with \"Key\": \"spki\"; a bare one has {Ed25519PublicKey.KeyBytes} bytes."),
            _ => throw new FormatException($"is {bytes.Length} bytes long; an Ed25519 public key has {Ed25519PublicKey.KeyBytes}."),
        };
    }
}
