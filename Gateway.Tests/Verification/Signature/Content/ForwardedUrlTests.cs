using System.Net;
using System.Security.Cryptography;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.Content;

/// <summary><c>"PublicUrl": "forwarded"</c> wherever a URL is signed.</summary>
public sealed class ForwardedUrlTests
{
    private const string Gateway = """{ "Client": { "TrustedProxies": "10.0.0.1" } }""";

    private static readonly TestRequest FromProxy = new TestRequest { Peer = IPAddress.Parse("10.0.0.1"), Target = "/hook?a=1" }
        .With("X-Forwarded-Proto", "https")
        .With("X-Forwarded-Host", "hooks.example.org");

    [Theory]
    [InlineData("{url}", "https://hooks.example.org/hook?a=1")]
    [InlineData("{method}|{url}|{body}", "POST|https://hooks.example.org/hook?a=1|b=2")]
    [InlineData("{plivo-url}", "https://hooks.example.org/hook?a=1.b2")]
    public async Task The_url_is_the_proxys_scheme_and_host_and_the_requests_own_path_and_query(string content, string text)
    {
        using var route = Route(content, "forwarded");
        var form = FromProxy with { ContentType = "application/x-www-form-urlencoded", Text = "b=2" };
        var signature = Hmac.Hex(TestRoute.Secret, text);

        Assert.Equal("passed", await route.OutcomeOfAsync(form.With("X-Sig", signature)));
        Assert.Equal("signature_malformed", await route.OutcomeOfAsync((form with { Peer = null }).With("X-Sig", signature)));
        Assert.Equal("signature_malformed", await route.OutcomeOfAsync((form with { Headers = [] }).With("X-Sig", signature)));
    }

    [Fact]
    public async Task A_digest_of_the_url_is_one_of_the_same_url()
    {
        using var route = Route("{sha256-hex:url}", "forwarded");
        var digest = Convert.ToHexStringLower(SHA256.HashData("https://hooks.example.org/hook?a=1"u8));
        var request = FromProxy.With("X-Sig", Hmac.Hex(TestRoute.Secret, digest));

        Assert.Equal("passed", await route.OutcomeOfAsync(request));
        Assert.Equal("signature_malformed", await route.OutcomeOfAsync(request with { Peer = null }));
    }

    [Fact]
    public async Task A_url_that_is_written_out_listens_to_no_proxy()
    {
        using var route = Route("{url}", "https://configured.example.org");

        Assert.Equal("passed", await route.OutcomeOfAsync(
            FromProxy.With("X-Sig", Hmac.Hex(TestRoute.Secret, "https://configured.example.org/hook?a=1"))));
    }

    [Theory]
    [InlineData("forwarded", true)]
    [InlineData("Forwarded", true)]
    [InlineData("forwarded://", false)]
    [InlineData("//forwarded", false)]
    [InlineData("https://forwarded", true)]
    public void The_word_is_no_url_and_no_url_is_the_word(string written, bool isGood) =>
        Assert.Equal(isGood, TestRoute.ProblemsOf(Section("{url}", written), gateway: Gateway).Count == 0);

    [Fact]
    public void Without_a_proxy_whose_word_counts_it_is_an_error_at_start() => Assert.Equal(
        "$.ReverseProxy.Routes.hook.Verification.PublicUrl: is 'forwarded', but 'Gateway:Client:TrustedProxies' names no proxy whose "
        + "word would count: name it there, or write the URL that is registered at the provider.",
        Assert.Single(TestRoute.ProblemsOf(Section("{url}", "forwarded"))));

    [Theory]
    [InlineData("@authority", true)]
    [InlineData("@method", false)]
    public async Task A_message_signature_needs_it_where_it_covers_it_alone(string component, bool isNeeded)
    {
        using var route = TestRoute.Compile(
            $$"""
            {
              "PublicUrl": "forwarded", "Replay": { "Timestamp": "signature:created" },
              "Signature": {
                "Algorithm": "http-message-signatures", "Secrets": "env:SECRET",
                "MessageSignature": { "Algorithm": "hmac-sha256", "Components": "{{component}}" }
              }
            }
            """,
            gateway: Gateway);
        var name = $"\"{component}\"";
        var input = $"({name} \"content-digest\");created={route.UnixNow}";
        const string digest = "sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:";
        var value = isNeeded ? "hooks.example.org" : "POST";
        var signature = Convert.ToBase64String(Hmac.Sha256(
            TestRoute.Secret, Encoding.ASCII.GetBytes($"{name}: {value}\n\"content-digest\": {digest}\n\"@signature-params\": {input}")));
        var request = FromProxy.With("Signature-Input", "sig1=" + input).With("Signature", $"sig1=:{signature}:").With("Content-Digest", digest);

        Assert.Equal("passed", await route.OutcomeOfAsync(request));
        Assert.Equal(isNeeded ? "signature_malformed" : "passed", await route.OutcomeOfAsync(request with { Peer = null }));
    }

    private static TestRoute Route(string content, string publicUrl) => TestRoute.Compile(Section(content, publicUrl), gateway: Gateway);

    private static string Section(string content, string publicUrl) => $$"""
        {
          "PublicUrl": "{{publicUrl}}",
          "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Content": "{{content}}", "Secrets": "env:SECRET" }
        }
        """;
}
