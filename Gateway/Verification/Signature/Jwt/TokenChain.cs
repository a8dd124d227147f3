using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Gateway.Verification.Signature.ClientCertificates;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>
/// What the certificates of a token's <c>x5c</c> must be (RFC 7515, section 4.1.6): so many, each signed by the next, the last one a root that is pinned, all of
/// them valid when the webhook was received. Nothing is fetched, neither certificates nor lists of revoked ones.
/// </summary>
/// <param name="roots">The SHA-256 of the roots, in upper-case hex.</param>
/// <param name="length">How many there are.</param>
/// <param name="signerExtensions">What the first one has.</param>
/// <param name="issuerExtensions">What the second one has.</param>
internal sealed class TokenChain(
    IReadOnlySet<string> roots, int length, IReadOnlyList<string> signerExtensions, IReadOnlyList<string> issuerExtensions)
{
    /// <summary>In bytes of DER; those of providers have a third of it.</summary>
    private const int MostBytes = 4096;

    /// <summary>A provider has one chain, and another while it renews it.</summary>
    private const int MostKept = 16;

    /// <summary>Chains that were found good, by their bytes: to follow one takes a millisecond, and a provider sends the same over and over.</summary>
    private readonly ConcurrentDictionary<string, SignerCertificate> _known = new(StringComparer.Ordinal);

    /// <summary>The signer, and from when to when its chain counts; null for a chain that is not the provider's.</summary>
    /// <param name="certificates">The list as it stands in the header.</param>
    /// <param name="instant">When it has to be valid.</param>
    public SignerCertificate? Follow(ReadOnlySpan<byte> certificates, DateTimeOffset instant)
    {
        var name = Convert.ToHexString(SHA256.HashData(certificates));
        if (!_known.TryGetValue(name, out var signer))
        {
            signer = Examine(certificates, instant);
            if (signer is null)
            {
                return null;
            }

            if (_known.Count >= MostKept)
            {
                _known.Clear();
            }

            _known[name] = signer;
        }

        return signer.CountsAt(instant) ? signer : null;
    }

    private SignerCertificate? Examine(ReadOnlySpan<byte> written, DateTimeOffset instant)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            return Read(written, certificates) && certificates.Count == length ? Examine(certificates, instant) : null;
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
        finally
        {
            foreach (var certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }

    private bool Read(ReadOnlySpan<byte> written, X509Certificate2Collection certificates)
    {
        var json = new Utf8JsonReader(written);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.String && certificates.Count < length)
        {
            var der = json.GetBytesFromBase64();
            if (der.Length > MostBytes)
            {
                return false;
            }

            var certificate = X509CertificateLoader.LoadCertificate(der);
            certificates.Add(certificate);
            if (!certificate.RawDataMemory.Span.SequenceEqual(der))
            {
                return false; // Something stands behind it, or it is PEM.
            }
        }

        return json.TokenType == JsonTokenType.EndArray;
    }

    private SignerCertificate? Examine(X509Certificate2Collection certificates, DateTimeOffset instant)
    {
        var root = certificates[^1];
        if (!roots.Contains(root.GetCertHashString(HashAlgorithmName.SHA256))
            || !HasAll(certificates[0], signerExtensions) || !HasAll(certificates[1], issuerExtensions))
        {
            return null;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.ExtraStore.AddRange(certificates);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = instant.UtcDateTime;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid; // Judged by each request anew.
        var isGood = chain.Build(certificates[0]) && chain.ChainElements.Count == certificates.Count;
        var (notBefore, notAfter) = (DateTime.MinValue, DateTime.MaxValue);
        for (var i = 0; i < chain.ChainElements.Count; i++)
        {
            var element = chain.ChainElements[i].Certificate;
            isGood = isGood && element.RawDataMemory.Span.SequenceEqual(certificates[i].RawDataMemory.Span);
            var (from, to) = CertificateAuthorities.ValidityOf(element);
            (notBefore, notAfter) = (from > notBefore ? from : notBefore, to < notAfter ? to : notAfter);
            element.Dispose();
        }

        return isGood ? new SignerCertificate(certificates[0].PublicKey.ExportSubjectPublicKeyInfo(), notBefore, notAfter) : null;
    }

    private static bool HasAll(X509Certificate2 certificate, IReadOnlyList<string> extensions)
    {
        foreach (var oid in extensions)
        {
            if (certificate.Extensions[oid] is null)
            {
                return false;
            }
        }

        return true;
    }
}
