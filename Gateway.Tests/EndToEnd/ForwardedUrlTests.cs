using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

/// <summary>Twilio signs the URL it calls; what that was, only a trusted proxy may say.</summary>
public sealed class ForwardedUrlTests : IAsyncLifetime
{
    private const string Target = "/voice?step=1";
    private const string Form = "To=%2B15550001&CallSid=CA1";
    private const string Registered = "https://hooks.example.org" + Target;
    private const string SignedOtherwise = "header:X-Twilio-Signature was made by none of the keys in force: 1 of 1";

    private readonly CapturedLog _log = new();
    private Upstream _upstream = null!;
    private TestGateway _gateway = null!;
    private HttpClient _proxy = null!;

    public async Task InitializeAsync()
    {
        _upstream = await Upstream.StartAsync();
        var configuration = new TestConfiguration(
            _upstream.Url, """{ "Provider": "twilio", "PublicUrl": "forwarded", "Signature": { "Secrets": "env:SECRET" } }""")
        {
            Logger = _log,
        };
        _gateway = await TestGateway.StartAsync(configuration.Change(root =>
            root["Gateway"]!["Client"] = new JsonObject { ["TrustedProxies"] = new JsonArray(ProxyClient.Address) }));
        _proxy = ProxyClient.To(_gateway.Url);
    }

    public async Task DisposeAsync()
    {
        _proxy.Dispose();
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task Through_a_trusted_proxy_the_url_is_the_one_that_the_provider_called()
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync(_proxy, "https", "hooks.example.org"));

        Assert.Equal(Target, Assert.Single(_upstream.Received).Target);
    }

    [Theory]
    [InlineData("https", "other.example.org", "signature_invalid", SignedOtherwise)]
    [InlineData("http", "hooks.example.org", "signature_invalid", SignedOtherwise)]
    [InlineData("https", "hooks.example.org:443", "signature_invalid", SignedOtherwise)]
    [InlineData(null, "hooks.example.org", "signature_malformed", "X-Forwarded-Proto is missing")]
    [InlineData("https", null, "signature_malformed", "X-Forwarded-Host is missing")]
    [InlineData("https", "evil.example, hooks.example.org", "signature_malformed", "X-Forwarded-Host is not one host")]
    public async Task Anything_else_that_the_proxy_says_or_leaves_out_refuses(string? proto, string? host, string outcome, string detail)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(_proxy, proto, host));

        await AssertRefusedAsync(outcome, detail);
    }

    [Theory]
    [InlineData("https", "hooks.example.org")]
    [InlineData(null, null)]
    public async Task Of_anybody_else_the_same_headers_count_for_nothing(string? proto, string? host)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(_gateway.Client, proto, host));

        await AssertRefusedAsync("signature_malformed", "the peer is not in TrustedProxies");
    }

    [Theory]
    [InlineData("/base", "https://hooks.example.org/base" + Target)]
    [InlineData("/base/", "https://hooks.example.org/base" + Target)]
    [InlineData("/", Registered)]
    [InlineData("", Registered)]
    public async Task A_prefix_that_the_proxy_has_taken_off_is_put_in_front(string prefix, string called)
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync(_proxy, "https", "hooks.example.org", prefix, called));

        Assert.Equal(Target, Assert.Single(_upstream.Received).Target);
    }

    [Theory]
    [InlineData("/other", "signature_invalid", SignedOtherwise)]
    [InlineData("base", "signature_malformed", "X-Forwarded-Prefix is not one path")]
    [InlineData("/a/../base", "signature_malformed", "X-Forwarded-Prefix is not one path")]
    [InlineData("//evil.example", "signature_malformed", "X-Forwarded-Prefix is not one path")]
    public async Task Another_prefix_or_none_that_can_be_read_refuses(string prefix, string outcome, string detail)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(_proxy, "https", "hooks.example.org", prefix));

        await AssertRefusedAsync(outcome, detail);
    }

    private async Task AssertRefusedAsync(string outcome, string detail)
    {
        await _gateway.CountsAsync(outcome, 1);
        var line = Assert.Single(_log.Lines, line => line.Contains($"Webhook hooks {outcome} ", StringComparison.Ordinal));
        Assert.EndsWith($" stage=Signature age= detail={detail}", line.TrimEnd(), StringComparison.Ordinal);
        Assert.Empty(_upstream.Received);
    }

    private static async Task<HttpStatusCode> SendAsync(
        HttpClient client, string? proto, string? host, string? prefix = null, string called = Registered)
    {
#pragma warning disable CA5350 // Weak algorithm: it is Twilio's.
        var signature = HMACSHA1.HashData(
            Encoding.UTF8.GetBytes(TestConfiguration.Secret), Encoding.UTF8.GetBytes(called + "CallSidCA1To+15550001"));
#pragma warning restore CA5350
        using var request = new HttpRequestMessage(HttpMethod.Post, Target);
        request.Content = new StringContent(Form, Encoding.ASCII, "application/x-www-form-urlencoded");
        request.Headers.Add("X-Twilio-Signature", Convert.ToBase64String(signature));
        request.Headers.Host = "hooks.example.org"; // Right by chance, and never looked at.
        Add("X-Forwarded-Proto", proto);
        Add("X-Forwarded-Host", host);
        Add("X-Forwarded-Prefix", prefix);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                request.Headers.Add(name, value);
            }
        }
    }
}
