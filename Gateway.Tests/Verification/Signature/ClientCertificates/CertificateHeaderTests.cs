using System.Net;
using System.Security.Cryptography;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.ClientCertificates;

/// <summary>A certificate that a proxy passes on in a header.</summary>
public sealed class CertificateHeaderTests : IDisposable
{
    private static readonly TestRequest FromProxy = new() { Peer = IPAddress.Parse("10.0.0.1") };

    private readonly TestAuthority _authority = new();
    private readonly TestFile _roots;

    public CertificateHeaderTests() => _roots = new TestFile(Encoding.ASCII.GetBytes(_authority.CertificatePem));

    public void Dispose()
    {
        _roots.Dispose();
        _authority.Dispose();
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("alb")]
    [InlineData("rfc 9440")]
    [InlineData("base64")]
    public async Task Every_form_is_read_of_a_trusted_proxy_and_of_nobody_else(string form)
    {
        using var route = Route();
        using var certificate = _authority.Issue(new TestClientCertificate());
        var pem = certificate.ExportCertificatePem() + "\n";
        var base64 = Convert.ToBase64String(certificate.RawData);
        var request = FromProxy.With("X-Client-Cert", form switch
        {
            "nginx" => Uri.EscapeDataString(pem),
            "alb" => pem.Replace("\n", "%0A", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal),
            "rfc 9440" => $":{base64}:",
            _ => base64,
        });

        Assert.Equal("passed", await route.OutcomeOfAsync(request));
        var journey = await route.SendAsync(request with { Peer = null });
        Assert.Equal("signature_missing", journey.Code);
        Assert.Equal("the peer is not in TrustedProxies", journey.Webhook.CertificateDefect);
    }

    [Fact]
    public async Task A_chain_may_be_passed_on_the_senders_own_first()
    {
        using var route = Route();
        using var between = new TestAuthority("Between", _authority);
        using var certificate = between.Issue(new TestClientCertificate());
        var chain = certificate.ExportCertificatePem() + "\n" + between.CertificatePem;
        var turned = between.CertificatePem + "\n" + certificate.ExportCertificatePem();

        Assert.Equal("passed", await route.OutcomeOfAsync(FromProxy.With("X-Client-Cert", Uri.EscapeDataString(chain))));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(FromProxy.With("X-Client-Cert", Uri.EscapeDataString(turned))));
    }

    [Theory]
    [InlineData("", "signature_missing")]
    [InlineData("-", "signature_malformed")]
    [InlineData("%", "signature_malformed")]
    [InlineData(":", "signature_malformed")]
    [InlineData("::", "signature_malformed")]
    [InlineData("PEM:", "signature_malformed")]
    [InlineData("BASE64, BASE64", "signature_malformed")]
    [InlineData(" BASE64", "signature_malformed")]
    [InlineData(":BASE64", "signature_malformed")]
    [InlineData("PEMx", "signature_malformed")]
    [InlineData("xPEM", "signature_malformed")]
    [InlineData("KEY", "signature_malformed")]
    [InlineData("MANY", "signature_malformed")]
    [InlineData("LONG", "signature_malformed")]
    [InlineData("BASE64MORE", "signature_invalid")]
    [InlineData("AAAA", "signature_invalid")]
    [InlineData(":AAAA:", "signature_invalid")]
    [InlineData("BASE64OFPEM", "signature_invalid")]
    public async Task What_is_not_one_certificate_is_refused(string text, string outcome)
    {
        using var route = Route();
        using var certificate = _authority.Issue(new TestClientCertificate());
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = certificate.ExportCertificatePem();
        var header = text switch
        {
            "KEY" => Uri.EscapeDataString(key.ExportSubjectPublicKeyInfoPem()),
            "MANY" => Uri.EscapeDataString(string.Concat(Enumerable.Repeat("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", 10))),
            "LONG" => new string('A', (16 * 1024) + 4),
            "BASE64MORE" => Convert.ToBase64String([.. certificate.RawData, 0]),
            "BASE64OFPEM" => Convert.ToBase64String(Encoding.ASCII.GetBytes(pem)),
            _ => text.Replace("BASE64", Convert.ToBase64String(certificate.RawData), StringComparison.Ordinal)
                .Replace("PEM", Uri.EscapeDataString(pem), StringComparison.Ordinal),
        };

        Assert.Equal(outcome, await route.OutcomeOfAsync(FromProxy.With("X-Client-Cert", header)));
    }

    [Fact]
    public async Task A_header_that_stands_twice_and_the_proxys_own_certificate_are_none()
    {
        using var route = Route();
        using var certificate = _authority.Issue(new TestClientCertificate());
        var base64 = Convert.ToBase64String(certificate.RawData);

        Assert.Equal("signature_malformed", await route.OutcomeOfAsync(
            FromProxy.With("X-Client-Cert", base64).With("X-Client-Cert", base64)));
        Assert.Equal("signature_missing", await route.OutcomeOfAsync(FromProxy with { Certificate = certificate }));
    }

    private TestRoute Route() => TestRoute.Compile(
        $$"""
        {
          "Signature": {
            "Algorithm": "client-certificate",
            "ClientCertificate": { "Authorities": "file:{{_roots.Path}}", "Subjects": "{{TestClientCertificate.Name}}", "Header": "X-Client-Cert" }
          }
        }
        """,
        at: TimeProvider.System.GetUtcNow(),
        gateway: """{ "Client": { "TrustedProxies": "10.0.0.1" } }""");
}
