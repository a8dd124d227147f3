using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Intake;

/// <summary>What a sender showed in its TLS handshake above its own certificate; a feature of the connection.</summary>
/// <param name="Above">In DER, as sent: who vouches for whom is not known yet.</param>
internal sealed record TlsCertificates(IReadOnlyList<byte[]> Above)
{
    /// <summary>Chains have one or two; the rest is not kept.</summary>
    public const int Most = 8;

    /// <summary>
    /// Asks for a certificate, and takes any or none: the route decides, and others on this listener want none. In the
    /// handshake, since HTTP/2 forbids to ask later (RFC 9113, section 9.2.1).
    /// </summary>
    public static void AskFor(ConnectionContext connection, SslServerAuthenticationOptions tls)
    {
        if (tls.ClientCertificateRequired)
        {
            return; // Kestrel's own section asks for one already, and lets Kestrel judge it.
        }

        tls.ClientCertificateRequired = true;
        tls.AllowTlsResume = false; // What is resumed has the certificate without those above it.
        tls.CertificateChainPolicy = new X509ChainPolicy
        {
            // What is built here is judged by nobody: it must cost little, and above all fetch nothing.
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        tls.RemoteCertificateValidationCallback = (_, _, chain, _) =>
        {
            if (chain?.ChainPolicy.ExtraStore is { Count: > 0 } sent)
            {
                connection.Features.Set(new TlsCertificates([.. sent.Take(Most).Select(certificate => certificate.RawData)]));
            }

            return true;
        };
    }
}
