using System.Security.Cryptography;

namespace Gateway.Attestation;

/// <summary>Makes a key of the text that a reference leads to. What kind of key it is, the text says itself.</summary>
internal static class AttestationKeyText
{
    private const string PrivatePrefix = "whsk_";
    private const string PublicPrefix = "whpk_";
    private const string Expected =
        "expected 'whsec_' and 24 to 64 bytes in base64 (echo whsec_$(openssl rand -base64 32)), or an Ed25519 key in PEM (openssl genpkey -algorithm ed25519) or behind 'whsk_' in base64.";

    /// <summary>PKCS #8 of an Ed25519 key (RFC 8410, section 7): everything before the key itself.</summary>
    private static readonly byte[] InfoPrefix = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

    /// <summary>The key; null if the text is none, and what is wrong, which never repeats it.</summary>
    /// <param name="text">The secret.</param>
    /// <param name="id">As configured; null for the key's own.</param>
    /// <param name="reference">Names a shared key that has no id.</param>
    /// <param name="problem">Empty if there is none.</param>
    public static IAttestationKey? Read(string text, string? id, string reference, out string problem)
    {
        problem = "";
        if (text.StartsWith(SharedAttestationKey.Prefix, StringComparison.Ordinal))
        {
            if (SharedAttestationKey.Decode(text.AsSpan(SharedAttestationKey.Prefix.Length)) is { } key)
            {
                return new SharedAttestationKey(id ?? reference, key);
            }

            problem = $"begins with '{SharedAttestationKey.Prefix}', and is not {SharedAttestationKey.LeastBytes} to {SharedAttestationKey.MostBytes} bytes in base64 behind it.";
            return null;
        }

        if (text.StartsWith(PublicPrefix, StringComparison.Ordinal) || text.StartsWith("-----BEGIN PUBLIC KEY-----", StringComparison.Ordinal))
        {
            problem = "is a public key, which verifies; only the private one can sign.";
            return null;
        }

        var seed = text.StartsWith(PrivatePrefix, StringComparison.Ordinal) ? OfBase64(text.AsSpan(PrivatePrefix.Length), out problem) : OfPem(text, out problem);
        return seed is null ? null : new Ed25519AttestationKey(id, seed);
    }

    /// <summary>The private key, or that and the public one behind it, as libsodium has them.</summary>
    private static byte[]? OfBase64(ReadOnlySpan<char> encoded, out string problem)
    {
        const int both = Ed25519AttestationKey.SeedBytes + Ed25519AttestationKey.KeyBytes;
        var key = new byte[encoded.Length];
        if (!Convert.TryFromBase64Chars(encoded, key, out var length) || length is not (Ed25519AttestationKey.SeedBytes or both))
        {
            problem = $"begins with '{PrivatePrefix}', and is not {Ed25519AttestationKey.SeedBytes} or {both} bytes in base64 behind it.";
            return null;
        }

        var seed = key[..Ed25519AttestationKey.SeedBytes];
        var isWhole = length != both
            || new Ed25519AttestationKey(id: null, seed).PublicKey.Span.SequenceEqual(key.AsSpan(Ed25519AttestationKey.SeedBytes, Ed25519AttestationKey.KeyBytes));
        problem = isWhole ? "" : "has a public key behind the private one that is not of it.";
        return isWhole ? seed : null;
    }

    private static byte[]? OfPem(string text, out string problem)
    {
        problem = Expected;
        if (!PemEncoding.TryFind(text, out var found))
        {
            return null;
        }

        if (text[found.Label] != "PRIVATE KEY")
        {
            problem = text[found.Label] == "ENCRYPTED PRIVATE KEY" ? "is encrypted with a password; write it without one." : Expected;
            return null;
        }

        var der = new byte[found.DecodedDataLength];
        if (!Convert.TryFromBase64Chars(text.AsSpan()[found.Base64Data], der, out _) || !der.AsSpan().StartsWith(InfoPrefix)
            || der.Length != InfoPrefix.Length + Ed25519AttestationKey.SeedBytes)
        {
            problem = "is a private key, but none of Ed25519; make one with: openssl genpkey -algorithm ed25519";
            return null;
        }

        problem = "";
        return der[InfoPrefix.Length..];
    }
}
