using System.Buffers.Text;
using System.Text;

namespace Gateway.Verification.Signature.Keys;

/// <summary>How a secret's text becomes the bytes of a key: <c>Signature:Key</c> and <c>KeyPrefix</c>.</summary>
internal sealed class KeyText
{
    private readonly string _form;
    private readonly string _prefix;

    private KeyText(string form, string prefix) => (_form, _prefix) = (form, prefix);

    /// <summary>The form as configured; null if a problem was reported.</summary>
    public static KeyText? Read(SignatureContext context)
    {
        if (context.Config.Key is not (null or "utf8" or "hex" or "base64" or "base64url"))
        {
            if (context.Config.Key is "pem" or "spki" or "jwk")
            {
                context.Report($"found '{context.Config.Key}', the form of a public key; the algorithm '{context.Config.Algorithm}' has a shared secret: utf8, hex, base64 or base64url.", "Key");
                return null;
            }

            // Not repeated: who takes 'Key' for the place of the secret has written the secret there.
            context.Report("expected utf8, hex, base64 or base64url: how a secret's text becomes the key.", "Key");
            return null;
        }

        return new KeyText(context.Config.Key ?? "utf8", context.Config.KeyPrefix ?? "");
    }

    /// <exception cref="FormatException">The text is not of the form; the message never repeats it.</exception>
    public byte[] Decode(string text)
    {
        if (!text.StartsWith(_prefix, StringComparison.Ordinal))
        {
            throw new FormatException($"does not begin with '{_prefix}', as this provider's secrets do.");
        }

        var key = DecodeRest(text[_prefix.Length..]);

        // An HMAC with an empty key is one that everybody can make.
        return key.Length > 0 ? key : throw new FormatException($"is empty behind '{_prefix}'.");
    }

    private byte[] DecodeRest(string text)
    {
        try
        {
            return _form switch
            {
                "hex" => Convert.FromHexString(text),
                "base64" => Convert.FromBase64String(text),
                "base64url" => Base64Url.DecodeFromChars(text),
                _ => Encoding.UTF8.GetBytes(text),
            };
        }
        catch (FormatException exception)
        {
            throw new FormatException($"is not {_form}, which 'Signature:Key' says it is.", exception);
        }
    }
}
