using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gateway.Verification.Signature.Keys.PublicKeys;

namespace Gateway.Verification.Signature.Keys;

/// <summary>How a secret's text becomes the bytes of a key: <c>Signature:Key</c>, <c>KeyPrefix</c> and <c>KeySuffix</c>.</summary>
internal sealed class KeyText
{
    /// <summary>As <c>Signature:Key</c> names them.</summary>
    public static readonly IReadOnlyList<string> Forms = ["utf8", "utf8-nfkd", "hex", "base64", "base64url", "sha1"];

    private readonly string _form;
    private readonly string _prefix;
    private readonly string _suffix;

    private KeyText(string form, string prefix, string suffix) => (_form, _prefix, _suffix) = (form, prefix, suffix);

    /// <summary>The form as configured; null if a problem was reported.</summary>
    public static KeyText? Read(SignatureContext context)
    {
        if (context.Config.Key is { } written && !Forms.Contains(written, StringComparer.Ordinal))
        {
            if (PublicKeyText.Forms.Contains(written, StringComparer.Ordinal))
            {
                context.Report($"found '{context.Config.Key}', the form of a public key; the algorithm '{context.Config.Algorithm}' has a shared secret: utf8, hex, base64 or base64url.", "Key");
                return null;
            }

            // Not repeated: who takes 'Key' for the place of the secret has written the secret there.
            context.Report(
                $"expected {string.Join(", ", Forms.SkipLast(1))} or {Forms[^1]}: how a secret's text becomes the key.", "Key");
            return null;
        }

        if (context.Config is { Key: "base64", From: { } from } && from.StartsWith("header:Stripe-Signature", StringComparison.OrdinalIgnoreCase))
        {
            context.Report("is base64, which Stripe's secrets are not: whsec_ is a part of the key. Leave 'Key' and 'KeyPrefix' out.", "Key");
        }

        return new KeyText(context.Config.Key ?? "utf8", context.Config.KeyPrefix ?? "", context.Config.KeySuffix ?? "");
    }

    /// <exception cref="FormatException">The text is not of the form; the message never repeats it.</exception>
    public byte[] Decode(string text)
    {
        if (!text.StartsWith(_prefix, StringComparison.Ordinal))
        {
            throw new FormatException($"does not begin with '{_prefix}', as this provider's secrets do.");
        }

        var key = DecodeRest(text[_prefix.Length..] + _suffix);

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
                "utf8-nfkd" => Encoding.UTF8.GetBytes(DecomposedText.Of(text)), // EasyPost's libraries do.
#pragma warning disable CA5350 // Weak algorithm: it is how Braintree makes the key, and the HMAC over it does not rest on it.
                "sha1" => SHA1.HashData(Encoding.UTF8.GetBytes(text)),
#pragma warning restore CA5350
                _ => Encoding.UTF8.GetBytes(text),
            };
        }
        catch (FormatException exception) when (_form != "utf8-nfkd")
        {
            throw new FormatException($"is not {_form}, which 'Signature:Key' says it is.", exception);
        }
    }
}
