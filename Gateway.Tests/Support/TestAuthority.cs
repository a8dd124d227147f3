using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tests.Support;

/// <summary>A certificate authority of the test's own. Keys never leave the process but in files the test deletes.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    private static int _serial;

    private readonly X509Certificate2 _certificate;

    /// <param name="name">Its common name.</param>
    /// <param name="issuer">Who vouches for it; null for a root.</param>
    public TestAuthority(string name = "Test authority", TestAuthority? issuer = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        var now = TimeProvider.System.GetUtcNow();
        if (issuer is null)
        {
            _certificate = request.CreateSelfSigned(now.AddDays(-400), now.AddDays(400));
            return;
        }

        using var issued = request.Create(
            issuer._certificate, now.AddDays(-300), now.AddDays(300), NextSerial());
        _certificate = issued.CopyWithPrivateKey(key);
    }

    public X509Certificate2 Certificate => _certificate;

    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>A client certificate, and its key with it.</summary>
    public X509Certificate2 Issue(TestClientCertificate order)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName(order.Subject), key, HashAlgorithmName.SHA256);
        if (order.DnsName is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(order.DnsName);
            request.CertificateExtensions.Add(names.Build());
        }

        if (order.Use is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(order.Use)], false));
        }

        if (order.IssuerUrl is not null)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([order.IssuerUrl], [order.IssuerUrl]));
        }

        using var certificate = request.Create(
            _certificate, order.NotBefore, order.NotAfter, NextSerial());
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>A server certificate for a DNS name or an address, and its key.</summary>
    /// <param name="host">The name or address.</param>
    /// <param name="notAfter">Its end; null for tomorrow.</param>
    public (string Certificate, string Key) Issue(string host, DateTimeOffset? notAfter = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ServerAuthentication], false));
        var end = notAfter ?? TimeProvider.System.GetUtcNow().AddDays(1);
        using var certificate = request.Create(_certificate, end.AddDays(-2), end, NextSerial());
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose() => _certificate.Dispose();

    private static byte[] NextSerial() => BitConverter.GetBytes(Interlocked.Increment(ref _serial));
}
