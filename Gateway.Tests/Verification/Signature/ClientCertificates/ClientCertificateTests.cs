using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.ClientCertificates;

/// <summary>Which certificate of a connection is the provider's.</summary>
public sealed class ClientCertificateTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TestFile _roots;

    public ClientCertificateTests() => _roots = new TestFile(Encoding.ASCII.GetBytes(_authority.CertificatePem));

    public void Dispose()
    {
        _roots.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task The_providers_certificate_is_the_whole_proof_and_is_named()
    {
        using var route = Route();
        using var certificate = _authority.Issue(new TestClientCertificate());

        var journey = await route.SendAsync(new TestRequest { Certificate = certificate });

        Assert.Equal("passed", journey.Code);
        Assert.Equal(TestClientCertificate.Name, journey.Webhook.KeyId);
    }

    [Fact]
    public async Task No_certificate_is_a_signature_that_is_missing()
    {
        using var route = Route();

        var journey = await route.SendAsync(new TestRequest());

        Assert.Equal("signature_missing", journey.Code);
        Assert.Equal("no client certificate", journey.Webhook.CertificateDefect);
    }

    [Theory]
    [InlineData("CN=webhooks.provider.example", true)]
    [InlineData("O=Provider, CN=webhooks.provider.example, C=US", true)]
    [InlineData("CN=other.provider.example", false)]
    [InlineData("CN=Webhooks.provider.example", false)]
    [InlineData("CN=webhooks.provider.example.evil.example", false)]
    [InlineData("CN=evil.example, CN=webhooks.provider.example", false)]
    [InlineData("CN=webhooks.provider.example, CN=webhooks.provider.example", false)]
    [InlineData("CN=evil.example+CN=webhooks.provider.example", false)]
    [InlineData("CN=webhooks.provider.example+O=Provider", false)]
    [InlineData("O=CN\\=webhooks.provider.example", false)]
    [InlineData("O=webhooks.provider.example", false)]
    [InlineData("", false)]
    public async Task The_one_common_name_counts_to_the_letter(string subject, bool passes)
    {
        using var route = Route();
        using var certificate = _authority.Issue(new TestClientCertificate { Subject = subject.Replace("\\\\", "\\", StringComparison.Ordinal) });

        await AssertAsync(route, passes, certificate, "a client certificate of another name");
    }

    [Theory]
    [InlineData("dns:webhooks.provider.example", "webhooks.provider.example", true)]
    [InlineData("dns:webhooks.provider.example", "WEBHOOKS.provider.example", true)]
    [InlineData("dns:webhooks.provider.example", "*.provider.example", false)]
    [InlineData("dns:webhooks.provider.example", null, false)]
    [InlineData("dns:*.provider.example", "*.provider.example", true)]
    [InlineData("dns:*.provider.example", "webhooks.provider.example", false)]
    public async Task An_alternative_name_counts_and_an_asterisk_stands_for_itself(string entry, string? name, bool passes)
    {
        using var route = Route($"\"Authorities\": \"file:{_roots.Path}\", \"Subjects\": \"{entry}\"");
        using var certificate = _authority.Issue(new TestClientCertificate { DnsName = name });

        await AssertAsync(route, passes, certificate, "a client certificate of another name");
    }

    [Fact]
    public async Task A_certificate_of_another_authority_of_the_same_name_is_refused()
    {
        using var route = Route();
        using var other = new TestAuthority();
        using var certificate = other.Issue(new TestClientCertificate());

        await AssertAsync(route, passes: false, certificate, "a client certificate of no trusted authority");

        // It may send its root along; that makes nobody trust it.
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(new TestRequest { Certificate = certificate, Above = [other.Certificate] }));
    }

    [Theory]
    [InlineData(TestClientCertificate.ForClients, true)]
    [InlineData(null, true)]
    [InlineData(TestClientCertificate.ForServers, false)]
    public async Task A_certificate_that_says_what_it_is_for_must_be_for_clients(string? use, bool passes)
    {
        using var route = Route();
        using var certificate = _authority.Issue(new TestClientCertificate { Use = use });

        await AssertAsync(route, passes, certificate, "a certificate that is not for clients");
    }

    [Fact]
    public async Task What_stands_between_may_be_sent_or_configured()
    {
        using var between = new TestAuthority("Between", _authority);
        using var certificate = between.Issue(new TestClientCertificate());
        using var route = Route();

        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(new TestRequest { Certificate = certificate }));
        Assert.Equal("passed", await route.OutcomeOfAsync(new TestRequest { Certificate = certificate, Above = [between.Certificate] }));

        using var bundle = new TestFile(Encoding.ASCII.GetBytes(between.CertificatePem + "\n" + _authority.CertificatePem));
        using var configured = Route($"\"Authorities\": \"file:{bundle.Path}\", \"Subjects\": \"{TestClientCertificate.Name}\"");

        Assert.Equal("passed", await configured.OutcomeOfAsync(new TestRequest { Certificate = certificate }));
    }

    [Fact]
    public async Task A_client_certificate_vouches_for_nobody()
    {
        using var route = Route();
        using var customer = _authority.Issue(new TestClientCertificate { Subject = "CN=customer.example" });
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(TestClientCertificate.Name, key, HashAlgorithmName.SHA256);
        using var forged = request.Create(
            customer.SubjectName, X509SignatureGenerator.CreateForECDsa(customer.GetECDsaPrivateKey()!),
            TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddHours(1), [1]);

        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(new TestRequest { Certificate = forged, Above = [customer] }));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(3600, true)]
    [InlineData(3601, false)]
    public async Task A_certificate_counts_in_its_time_by_the_gateways_clock(int secondsAfter, bool passes)
    {
        var from = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        using var route = Route(at: from.AddSeconds(secondsAfter));
        using var certificate = _authority.Issue(new TestClientCertificate { NotBefore = from, NotAfter = from.AddHours(1) });

        await AssertAsync(route, passes, certificate, "the client certificate is not valid at this time");
    }

    [Fact]
    public async Task What_is_remembered_of_a_certificate_does_not_outlive_it()
    {
        using var route = Route(at: TimeProvider.System.GetUtcNow());
        using var certificate = _authority.Issue(new TestClientCertificate { NotAfter = route.Clock.GetUtcNow().AddHours(1) });
        var request = new TestRequest { Certificate = certificate };

        Assert.Equal("passed", await route.OutcomeOfAsync(request));
        route.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("passed", await route.OutcomeOfAsync(request));
        route.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(request));
    }

    [Fact]
    public async Task A_root_that_has_expired_ends_all_below_it()
    {
        using var route = Route(at: TimeProvider.System.GetUtcNow().AddDays(500));
        using var certificate = _authority.Issue(new TestClientCertificate { NotAfter = TimeProvider.System.GetUtcNow().AddDays(399) });

        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(new TestRequest { Certificate = certificate }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_certificate_that_is_known_itself_needs_no_authority(bool hasColons)
    {
        using var other = new TestAuthority("Anybody");
        using var certificate = other.Issue(new TestClientCertificate());
        using var stranger = other.Issue(new TestClientCertificate());
        var thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        var written = hasColons ? string.Join(':', thumbprint.Chunk(2).Select(pair => new string(pair))) : thumbprint;
        using var route = Route($"\"Thumbprints\": \"{written}\"");

        var journey = await route.SendAsync(new TestRequest { Certificate = certificate });

        Assert.Equal("passed", journey.Code);
        Assert.Equal(thumbprint.ToLowerInvariant(), journey.Webhook.KeyId);
        await AssertAsync(route, passes: false, stranger, "a client certificate of another name");
    }

    [Fact]
    public async Task With_authorities_a_known_certificate_must_chain_to_them_too()
    {
        using var other = new TestAuthority("Anybody");
        using var certificate = other.Issue(new TestClientCertificate());
        var thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        using var route = Route($"\"Authorities\": \"file:{_roots.Path}\", \"Thumbprints\": \"{thumbprint}\"");

        await AssertAsync(route, passes: false, certificate, "a client certificate of no trusted authority");
    }

    [Fact]
    public async Task Beside_a_signature_both_must_hold_and_the_secret_is_named()
    {
        using var route = TestRoute.Compile($$"""
            {
              "Signature": {
                "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": "env:SECRET",
                "ClientCertificate": { "Authorities": "file:{{_roots.Path}}", "Subjects": "{{TestClientCertificate.Name}}" }
              }
            }
            """, at: TimeProvider.System.GetUtcNow());
        using var right = _authority.Issue(new TestClientCertificate());
        using var wrong = _authority.Issue(new TestClientCertificate { Subject = "CN=other.example" });
        var unsigned = new TestRequest();
        var request = unsigned.With("X-Sig", Hmac.Hex(TestRoute.Secret, "{}"));

        Assert.Equal("env:SECRET", (await route.SendAsync(request with { Certificate = right })).Webhook.KeyId);
        Assert.Equal("signature_missing", await route.OutcomeOfAsync(request));
        Assert.Equal("signature_missing", await route.OutcomeOfAsync(unsigned with { Certificate = right }));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(request with { Certificate = wrong }));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(
            unsigned.With("X-Sig", Hmac.Hex("another", "{}")) with { Certificate = right }));
    }

    [Fact]
    public async Task What_the_webhook_says_must_be_meant_for_the_route_too()
    {
        using var route = TestRoute.Compile($$"""
            {
              "Signature": {
                "Algorithm": "client-certificate", "Expected": { "body:/account": "mine" },
                "ClientCertificate": { "Authorities": "file:{{_roots.Path}}", "Subjects": "{{TestClientCertificate.Name}}" }
              }
            }
            """, at: TimeProvider.System.GetUtcNow());
        using var certificate = _authority.Issue(new TestClientCertificate());
        var request = new TestRequest { Certificate = certificate };

        Assert.Equal("passed", await route.OutcomeOfAsync(request with { Text = """{"account":"mine"}""" }));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(request with { Text = """{"account":"another's"}""" }));
    }

    private static async Task AssertAsync(TestRoute route, bool passes, X509Certificate2 certificate, string defect)
    {
        for (var i = 0; i < 2; i++)
        {
            var journey = await route.SendAsync(new TestRequest { Certificate = certificate }); // The second is remembered.
            Assert.Equal(passes ? "passed" : "signature_invalid", journey.Code);
            Assert.Equal(passes ? null : defect, journey.Webhook.CertificateDefect);
            Assert.Equal(passes, journey.Webhook.KeyId is not null);
        }
    }

    private TestRoute Route(string? settings = null, DateTimeOffset? at = null)
    {
        settings ??= $"\"Authorities\": \"file:{_roots.Path}\", \"Subjects\": \"{TestClientCertificate.Name}\"";
        return TestRoute.Compile(
            $$"""{ "Signature": { "Algorithm": "client-certificate", "ClientCertificate": { {{settings}} } } }""",
            at: at ?? TimeProvider.System.GetUtcNow());
    }
}
