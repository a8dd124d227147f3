using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.Jwt;

/// <summary>Tokens that bring their certificates, as Apple's App Store sends them, by authorities of the test's own.</summary>
public sealed class TokenChainTests : IDisposable
{
    private const string OfSigner = "1.2.840.113635.100.6.11.1";
    private const string OfIssuer = "1.2.840.113635.100.6.2.1";

    private readonly Link _root;
    private readonly Link _issuer;
    private readonly Link _signer;

    public TokenChainTests()
    {
        _root = Link.Issue("Root", issuer: null, extension: null, isAuthority: true);
        _issuer = Link.Issue("Issuer", _root, OfIssuer, isAuthority: true);
        _signer = Link.Issue("Signer", _issuer, OfSigner, isAuthority: false);
    }

    public void Dispose()
    {
        _signer.Dispose();
        _issuer.Dispose();
        _root.Dispose();
    }

    [Theory]
    [InlineData(0, "passed")]
    [InlineData(800, "signature_invalid")] // All have ended.
    [InlineData(-800, "signature_invalid")] // None has begun.
    public async Task A_chain_counts_while_all_of_it_is_valid(int days, string outcome) =>
        Assert.Equal(outcome, await OutcomeAsync([_signer, _issuer, _root], days: days));

    [Fact]
    public async Task A_chain_is_judged_anew_by_each_request_though_it_is_remembered()
    {
        using var route = Route(_root.Fingerprint);

        Assert.Equal("passed", await route.OutcomeOfAsync(Request(_signer, [_signer, _issuer, _root])));
        route.Clock.Advance(TimeSpan.FromDays(800));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(Request(_signer, [_signer, _issuer, _root])));
    }

    [Fact]
    public async Task Certificates_that_are_left_out_added_or_in_another_order_are_refused()
    {
        Assert.Equal("signature_invalid", await OutcomeAsync([]));
        Assert.Equal("signature_invalid", await OutcomeAsync([_signer, _root]));
        Assert.Equal("signature_invalid", await OutcomeAsync([_signer, _issuer]));
        Assert.Equal("signature_invalid", await OutcomeAsync([_signer, _root, _issuer]));
        Assert.Equal("signature_invalid", await OutcomeAsync([_issuer, _signer, _root]));
        Assert.Equal("signature_invalid", await OutcomeAsync([_signer, _issuer, _root, _root]));
    }

    [Fact]
    public async Task A_root_that_is_not_pinned_is_nobody_s()
    {
        using var root = Link.Issue("Root", issuer: null, extension: null, isAuthority: true);
        using var issuer = Link.Issue("Issuer", root, OfIssuer, isAuthority: true);
        using var signer = Link.Issue("Signer", issuer, OfSigner, isAuthority: false);

        Assert.Equal("signature_invalid", await OutcomeAsync([signer, issuer, root], signer));
        Assert.Equal("signature_invalid", await OutcomeAsync([signer, issuer, _root], signer)); // Of the same name, and another key.
        Assert.Equal("signature_invalid", await OutcomeAsync([signer, _issuer, _root], signer));
    }

    [Theory]
    [InlineData(null, OfIssuer, true)]
    [InlineData("1.2.3.4", OfIssuer, true)]
    [InlineData(OfSigner, null, true)]
    [InlineData(OfSigner, OfSigner, true)]
    [InlineData(OfSigner, OfIssuer, false)]
    public async Task Every_certificate_is_what_it_has_to_be(string? ofSigner, string? ofIssuer, bool isAuthority)
    {
        using var issuer = Link.Issue("Issuer", _root, ofIssuer, isAuthority);
        using var signer = Link.Issue("Signer", issuer, ofSigner, isAuthority: false);

        Assert.Equal("signature_invalid", await OutcomeAsync([signer, issuer, _root], signer));
    }

    [Fact]
    public async Task The_signature_is_the_signer_s_and_nobody_else_s() =>
        Assert.Equal("signature_invalid", await OutcomeAsync([_signer, _issuer, _root], _issuer));

    [Theory]
    [InlineData("""{"data":{"bundleId":"com.example.app"}}""", "passed")]
    [InlineData("""{"summary":{"bundleId":"com.example.app"}}""", "passed")]
    [InlineData("""{"data":{"bundleId":"com.example.other"}}""", "signature_invalid")]
    [InlineData("""{"data":{"bundleId":"com.example.other"},"summary":{"bundleId":"com.example.app"}}""", "signature_invalid")]
    [InlineData("""{"data":{}}""", "signature_invalid")]
    [InlineData("""{"bundleId":"com.example.app"}""", "signature_invalid")]
    public async Task A_claim_within_the_token_is_found_by_its_pointer(string payload, string outcome)
    {
        using var route = Route(_root.Fingerprint);

        Assert.Equal(outcome, await route.OutcomeOfAsync(Request(_signer, [_signer, _issuer, _root], payload)));
    }

    [Fact]
    public async Task Roots_may_stand_in_a_file()
    {
        using var file = new TestFile(Encoding.ASCII.GetBytes(_root.Pem));
        using var route = Route($"file:{file.Path}");

        Assert.Equal("passed", await route.OutcomeOfAsync(Request(_signer, [_signer, _issuer, _root])));
    }

    [Theory]
    [InlineData("\"Roots\": []", "Chain.Roots: is missing")]
    [InlineData("\"Roots\": [ \"abc\" ]", "Chain.Roots[0]: found 'abc'; expected the SHA-256")]
    [InlineData("\"Roots\": [ \"file:not-there.pem\" ]", "Chain.Roots[0]: the file")]
    [InlineData("\"Roots\": [ \"0000000000000000000000000000000000000000000000000000000000000000\" ], \"Length\": 1", "Chain.Length: 1 is out of range")]
    [InlineData("\"Roots\": [ \"0000000000000000000000000000000000000000000000000000000000000000\" ], \"SignerExtensions\": [ \"abc\" ]", "Chain.SignerExtensions[0]: found 'abc'")]
    public void What_is_wrong_with_the_section_is_told(string section, string problem) =>
        Assert.Contains(TestRoute.ProblemsOf(Section(section, "")), told => told.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void Secrets_have_no_effect_beside_a_chain() => Assert.Contains(
        TestRoute.ProblemsOf(Section($"\"Roots\": [ \"{_root.Fingerprint}\" ]", ", \"Secrets\": \"env:SECRET\"")),
        told => told.Contains("Signature.Secrets: has no effect beside 'Jwt.Chain'", StringComparison.Ordinal));

    private async Task<string> OutcomeAsync(Link[] sent, Link? signedBy = null, int days = 0)
    {
        using var route = Route(_root.Fingerprint, days);
        return await route.OutcomeOfAsync(Request(signedBy ?? _signer, sent));
    }

    private static TestRoute Route(string root, int days = 0) => TestRoute.Compile(
        Section($"\"Roots\": [ \"{root}\" ], \"SignerExtensions\": [ \"{OfSigner}\" ], \"IssuerExtensions\": [ \"{OfIssuer}\" ]", ""), at: Link.Now.AddDays(days));

    private static string Section(string chain, string more) => $$"""
        {
          "Signature": {
            "Algorithm": "jwt", "From": "body:/signedPayload"{{more}},
            "Jwt": { "Algorithms": [ "ES256" ], "Chain": { {{chain}} }, "Claims": { "/data/bundleId | /summary/bundleId": "com.example.app" } }
          }
        }
        """;

    private static TestRequest Request(Link signedBy, Link[] sent, string payload = """{"data":{"bundleId":"com.example.app"}}""")
    {
        var header = JsonSerializer.Serialize(new { alg = "ES256", x5c = sent.Select(link => Convert.ToBase64String(link.Der)) });
        var input = TestToken.Part(header) + "." + TestToken.Part(payload);
        return new TestRequest { Text = $$"""{"signedPayload":"{{input}}.{{Base64Url.EncodeToString(signedBy.Sign(Encoding.ASCII.GetBytes(input)))}}"}""" };
    }

    /// <summary>One certificate with its key.</summary>
    private sealed class Link : IDisposable
    {
        public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        private static int _serial;

        private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        private X509Certificate2 _certificate = null!;

        public byte[] Der => _certificate.RawData;

        public string Pem => _certificate.ExportCertificatePem();

        public string Fingerprint => _certificate.GetCertHashString(HashAlgorithmName.SHA256);

        public static Link Issue(string name, Link? issuer, string? extension, bool isAuthority)
        {
            var link = new Link();
            var request = new CertificateRequest($"CN={name}", link._key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
            if (extension is not null)
            {
                request.CertificateExtensions.Add(new X509Extension(extension, [5, 0], critical: false));
            }

            link._certificate = request.Create(
                new X500DistinguishedName($"CN={(issuer is null ? name : issuer._certificate.Subject[3..])}"),
                X509SignatureGenerator.CreateForECDsa((issuer ?? link)._key), Now.AddDays(-400), Now.AddDays(400), BitConverter.GetBytes(Interlocked.Increment(ref _serial)));
            return link;
        }

        public byte[] Sign(byte[] content) => _key.SignData(content, HashAlgorithmName.SHA256);

        public void Dispose()
        {
            _certificate.Dispose();
            _key.Dispose();
        }
    }
}
