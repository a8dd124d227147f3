using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Verification.Signature.ClientCertificates;

/// <summary>
/// The authorities that a route trusts, and no others: not the system's. Nothing is fetched, neither certificates that are
/// missing nor lists of revoked ones, or a sender's certificate would name where the gateway connects to.
/// </summary>
internal sealed class CertificateAuthorities(X509Certificate2Collection roots, X509Certificate2Collection between)
{
    /// <summary>id-kp-clientAuth (RFC 5280, section 4.2.1.12); a certificate that names no use is good for any.</summary>
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>From when to when the certificate and all above it are valid; null if there is no way up to a root.</summary>
    /// <param name="certificate">The sender's.</param>
    /// <param name="sent">Certificates that the sender says stand above it.</param>
    /// <param name="instant">Of two ways up, the one that is valid then.</param>
    public (DateTime NotBefore, DateTime NotAfter)? Trace(
        X509Certificate2 certificate, X509Certificate2Collection sent, DateTimeOffset instant)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.ExtraStore.AddRange(between);
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = instant.UtcDateTime;

        // Judged by each request anew: what is remembered of a certificate must not outlive it.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        var isTrusted = chain.Build(certificate);
        var (notBefore, notAfter) = (DateTime.MinValue, DateTime.MaxValue);
        foreach (var element in chain.ChainElements)
        {
            var (from, to) = ValidityOf(element.Certificate);
            notBefore = from > notBefore ? from : notBefore;
            notAfter = to < notAfter ? to : notAfter;
            element.Certificate.Dispose();
        }

        return isTrusted ? (notBefore, notAfter) : null;
    }

    /// <summary>In UTC.</summary>
    public static (DateTime NotBefore, DateTime NotAfter) ValidityOf(X509Certificate2 certificate) =>
        (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
}
