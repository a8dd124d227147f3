using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.ClientCertificates;

/// <summary>The compiled <c>Signature:ClientCertificate</c> section: which certificates are the provider's.</summary>
/// <param name="names">The entries, one of which must be the certificate's.</param>
/// <param name="authorities">What it must chain to; null where it is known by its thumbprint.</param>
/// <param name="header">Where a trusted proxy passes it on; null for that of the connection.</param>
internal sealed class ClientCertificatePolicy(
    IReadOnlyList<ICertificateName> names, CertificateAuthorities? authorities, string? header) : ISenderCheck
{
    /// <summary>Of a provider's certificates there are a few; the rest are strangers'.</summary>
    private const int MostVerdicts = 1024;

    /// <summary>Building a chain takes a millisecond, and a sender shows one certificate over and over.</summary>
    private readonly ConcurrentDictionary<string, CertificateVerdict> _verdicts = new(StringComparer.Ordinal);

    private readonly ICertificateName[] _names = [.. names];

    /// <summary>Where a trusted proxy passes the certificate on; null for that of the connection.</summary>
    public string? Header => header;

    /// <summary>Whether any certificate is shown that may be looked at.</summary>
    public bool IsPresented(InboundWebhook webhook)
    {
        if (header is null)
        {
            webhook.CertificateDefect = webhook.Context.Connection.ClientCertificate is null ? "no client certificate" : null;
        }
        else if (!webhook.IsFromTrustedProxy)
        {
            webhook.CertificateDefect = "the peer is not in TrustedProxies";
        }
        else
        {
            webhook.CertificateDefect = string.IsNullOrEmpty(webhook.Request.Headers[header]) ? $"{header} is missing" : null;
        }

        return webhook.CertificateDefect is null;
    }

    /// <summary>Whether the certificate that is presented is the provider's.</summary>
    public Proof Judge(InboundWebhook webhook)
    {
        if (Read(webhook) is not { } presented)
        {
            webhook.CertificateDefect = $"{header} is not one certificate";
            return Proof.None(Outcome.SignatureMalformed);
        }

        var digest = presented.Digest();
        if (!_verdicts.TryGetValue(digest, out var verdict))
        {
            verdict = Examine(presented, webhook.ReceivedAt);
            if (_verdicts.Count >= MostVerdicts)
            {
                _verdicts.Clear();
            }

            _verdicts[digest] = verdict;
        }

        webhook.CertificateDefect = verdict.DefectAt(webhook.ReceivedAt);
        return webhook.CertificateDefect is null ? Proof.By(verdict.Name!) : Proof.None(Outcome.SignatureInvalid);
    }

    /// <summary>Where the certificate is the whole proof.</summary>
    ValueTask<Proof> ISenderCheck.ProveAsync(InboundWebhook webhook, in CandidateList candidates) => new(Judge(webhook));

    private PresentedCertificate? Read(InboundWebhook webhook)
    {
        if (header is null)
        {
            return PresentedCertificate.Of(webhook.Context);
        }

        return webhook.Request.Headers[header] is [{ } line] ? CertificateHeader.Read(line) : null;
    }

    private CertificateVerdict Examine(PresentedCertificate presented, DateTimeOffset instant)
    {
        var above = new X509Certificate2Collection();
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(presented.Certificate.Span);
            if (!certificate.RawDataMemory.Span.SequenceEqual(presented.Certificate.Span))
            {
                return CertificateVerdict.Refuse("no client certificate in DER"); // Something stands behind it, or it is PEM.
            }

            foreach (var other in presented.Above)
            {
                above.Add(X509CertificateLoader.LoadCertificate(other));
            }

            return Examine(certificate, above, instant);
        }
        catch (CryptographicException)
        {
            return CertificateVerdict.Refuse("a client certificate that cannot be read");
        }
        finally
        {
            foreach (var other in above)
            {
                other.Dispose();
            }
        }
    }

    private CertificateVerdict Examine(X509Certificate2 certificate, X509Certificate2Collection above, DateTimeOffset instant)
    {
        if (Array.Find(_names, name => name.IsOf(certificate)) is not { } known)
        {
            return CertificateVerdict.Refuse("a client certificate of another name");
        }

        if (!IsForClients(certificate))
        {
            return CertificateVerdict.Refuse("a certificate that is not for clients");
        }

        var validity = authorities is null
            ? CertificateAuthorities.ValidityOf(certificate)
            : authorities.Trace(certificate, above, instant);
        return validity is var (notBefore, notAfter)
            ? new CertificateVerdict(known.Written, Defect: null, notBefore, notAfter)
            : CertificateVerdict.Refuse("a client certificate of no trusted authority");
    }

    private static bool IsForClients(X509Certificate2 certificate)
    {
        foreach (var extension in certificate.Extensions)
        {
            if (extension is X509EnhancedKeyUsageExtension uses && uses.EnhancedKeyUsages[CertificateAuthorities.ClientAuthentication] is null)
            {
                return false;
            }
        }

        return true;
    }
}
