using System.Net;
using Gateway.Tests.Support;
using Gateway.Verification.Signature.Certificates;

namespace Gateway.Tests.Verification.Signature.Certificates;

/// <summary>Certificates that webhooks name, fetched from a real server on this machine.</summary>
public sealed class CertificateTests : IClassFixture<PlayedSite>, IDisposable
{
    private readonly PlayedSite _site;
    private readonly TestCertificate _certificate = new(TestClock.New().GetUtcNow().AddDays(1));
    private readonly TestCertificate _other = new(TestClock.New().GetUtcNow().AddDays(1));

    public CertificateTests(PlayedSite site)
    {
        ArgumentNullException.ThrowIfNull(site);
        _site = site;
        _site.Empty();
        _site.Answer(_certificate.Pem);
    }

    [Fact]
    public async Task A_certificate_is_fetched_when_it_is_first_named_and_then_kept()
    {
        using var route = Compile();

        var journey = await route.SendAsync(Signed("/a.pem"));
        Assert.Equal("passed", journey.Code);
        Assert.Equal(_certificate.Id, journey.Webhook.KeyId);
        Assert.Equal("passed", await route.OutcomeOfAsync(Signed("/a.pem")));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(Signed("/a.pem", _other)));

        Assert.Equal(["GET /a.pem"], _site.Asked);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/a.pem")]
    [InlineData("https://evil.example/a.pem")]
    [InlineData("/a.pem?b")]
    [InlineData("/a.txt")]
    [InlineData("")]
    public async Task Any_other_URL_is_nobody_s_and_is_not_called(string text)
    {
        using var route = Compile();

        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(Signed(text)));
        Assert.Empty(_site.Asked);
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(302, "")]
    [InlineData(200, "no certificate")]
    [InlineData(200, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public async Task Where_there_is_none_nobody_has_signed_and_it_is_asked_for_again_later(int status, string body)
    {
        using var route = Compile();
        Answer(status, body);

        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(Signed("/a.pem")));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(Signed("/a.pem")));
        Assert.Single(_site.Asked);

        _site.Answer(_certificate.Pem);
        route.Clock.Advance(CertificateStore.Pause);
        Assert.Equal("passed", await route.OutcomeOfAsync(Signed("/a.pem")));
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_told_to_come_back()
    {
        using var route = Compile();
        Answer(500, "");

        var journey = await route.SendAsync(Signed("/a.pem"));
        Assert.Equal("provider_unavailable", journey.Code);
        Assert.Equal(TimeSpan.FromSeconds(30), journey.Webhook.RetryAfter);

        _site.Answer(_certificate.Pem);
        Assert.Equal("provider_unavailable", await route.OutcomeOfAsync(Signed("/a.pem")));
        route.Clock.Advance(CertificateStore.Pause);
        Assert.Equal("passed", await route.OutcomeOfAsync(Signed("/a.pem")));
    }

    [Fact]
    public async Task A_certificate_that_is_too_large_or_out_of_date_proves_nobody()
    {
        using var route = Compile();
        Answer(200, _certificate.Pem + new string('x', PublishedCertificate.MaxBytes));
        Assert.Equal("provider_unavailable", await route.OutcomeOfAsync(Signed("/large.pem")));

        _site.Answer(_certificate.Pem);
        Assert.Equal("passed", await route.OutcomeOfAsync(Signed("/a.pem")));
        route.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(Signed("/a.pem")));
    }

    [Fact]
    public async Task Whoever_names_many_has_few_of_them_fetched_and_keeps_nobody_else_from_theirs()
    {
        using var route = Compile();
        Answer(404, "");
        for (var i = 0; i < 3 * FetchBudget.OfOneClient; i++)
        {
            Assert.Equal(
                i < FetchBudget.OfOneClient ? "signature_invalid" : "provider_unavailable", await route.OutcomeOfAsync(Signed($"/{i}.pem")));
        }

        Assert.Equal(FetchBudget.OfOneClient, _site.Asked.Count);

        _site.Answer(_certificate.Pem);
        Assert.Equal("passed", await route.OutcomeOfAsync(Signed("/a.pem") with { Client = IPAddress.Parse("192.0.2.2") }));
        Assert.Equal("passed", await route.OutcomeOfAsync(Signed("/a.pem")));
        Assert.Equal("provider_unavailable", await route.OutcomeOfAsync(Signed("/b.pem")));
        route.Clock.Advance(CertificateStore.Pause);
        Assert.Equal("passed", await route.OutcomeOfAsync(Signed("/b.pem")));
    }

    [Fact]
    public async Task All_clients_together_have_a_bounded_number_fetched()
    {
        using var route = Compile();
        Answer(404, "");
        for (var i = 0; i < FetchBudget.OfAll + 10; i++)
        {
            await route.OutcomeOfAsync(Signed($"/{i}.pem") with { Client = IPAddress.Parse($"198.51.100.{i}") });
        }

        Assert.Equal(FetchBudget.OfAll, _site.Asked.Count);
    }

    [Fact]
    public async Task What_is_used_is_kept_when_others_make_room()
    {
        using var route = Compile();
        Assert.Equal("passed", await route.OutcomeOfAsync(Signed("/a.pem")));
        Answer(404, "");
        for (var i = 0; i < 2 * CertificateStore.MaxEntries; i++)
        {
            if (i % FetchBudget.OfOneClient == 0)
            {
                route.Clock.Advance(CertificateStore.Pause);
            }

            Assert.Equal("signature_invalid", await route.OutcomeOfAsync(Signed($"/{i}.pem")));
        }

        Assert.Equal("passed", await route.OutcomeOfAsync(Signed("/a.pem")));
    }

    [Fact]
    public async Task A_hundred_webhooks_at_once_share_one_fetch()
    {
        using var route = Compile();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => route.OutcomeOfAsync(Signed("/a.pem")))));

        Each.Is(outcomes, outcome => Assert.Equal("passed", outcome));
        Assert.Single(_site.Asked);
    }

    [Theory]
    [InlineData("""{ "Allowed": "https://a.example/*" }""", "Certificate.Url: is missing")]
    [InlineData("""{ "Url": "header:X-Url" }""", "Certificate.Allowed: is missing")]
    [InlineData("""{ "Url": "header:X-Url", "Allowed": "https://*.com/" }""", "leaves the host open")]
    [InlineData("""{ "Url": "somewhere", "Allowed": "https://a.example/*" }""", "does not name a value")]
    public void A_problem_is_reported_where_it_stands(string certificate, string problem) =>
        Assert.Contains(problem, Assert.Single(TestRoute.ProblemsOf(Section(certificate))), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"Key\": \"pem\"", "has no effect beside 'Certificate'")]
    [InlineData("\"KeySet\": \"https://a.example/k\"", "has no effect beside 'Certificate'")]
    [InlineData("\"Secrets\": \"env:SECRET\"", "the content holds no {secret}")]
    [InlineData("\"Content\": \"{secret}{body}\"", "Secrets: is missing")]
    public void What_has_no_effect_beside_it_is_a_problem(string more, string problem) => Assert.Contains(
        problem,
        Assert.Single(TestRoute.ProblemsOf(Section("""{ "Url": "header:X-Url", "Allowed": "https://a.example/*" }""", more))),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_secret_may_be_a_part_of_what_is_signed()
    {
        using var route = Compile("\"Content\": \"{secret}|{body}\", \"Secrets\": [ \"env:OLD_SECRET\", \"env:SECRET\" ]");

        var journey = await route.SendAsync(Signed("/a.pem", content: TestRoute.Secret + "|{}"));

        Assert.Equal("passed", journey.Code);
        Assert.Equal("env:SECRET", journey.Webhook.KeyId);
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(Signed("/a.pem", content: "another|{}")));
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _other.Dispose();
    }

    private static string Section(string certificate, string more = "\"Reason\": null") => $$"""
        {
          "Signature": {
            "Algorithm": "rsa-sha256", "From": "header:X-Signature", "Encoding": "base64", "Certificate": {{certificate}}, {{more}}
          }
        }
        """;

    private TestRoute Compile(string more = "\"Reason\": null") =>
        TestRoute.Compile(Section($$"""{ "Url": "header:X-Url", "Allowed": "{{_site.Url}}/*.pem" }""", more));

    private TestRequest Signed(string text, TestCertificate? by = null, string content = "{}") =>
        new TestRequest()
            .With("X-Url", text.StartsWith('/') ? _site.Url + text : text)
            .With("X-Signature", (by ?? _certificate).Sign(content));

    private void Answer(int status, string body) =>
        _site.Answer(PlayedSite.Redirect("/b.pem").WithStatusCode(status).WithBody(body));
}
