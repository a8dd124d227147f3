using Gateway.Observability;
using Gateway.Tests.Support;
using Gateway.Verification;
using Gateway.Verification.Signature.KeySets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WireMock;
using WireMock.ResponseBuilders;
using WireMock.Types;
using WireMock.Util;

namespace Gateway.Tests.Verification.Signature.KeySets;

/// <summary>Keys that a provider publishes, fetched from a real server on this machine.</summary>
public sealed class KeySetFeedTests : IClassFixture<PlayedSite>, IDisposable
{
    private readonly PlayedSite _site;
    private readonly TestWebKey _first = new("first");
    private readonly TestWebKey _second = new("second");

    public KeySetFeedTests(PlayedSite site)
    {
        ArgumentNullException.ThrowIfNull(site);
        _site = site;
        _site.Empty();
        Publish(_first);
    }

    [Fact]
    public async Task The_first_request_waits_for_the_keys()
    {
        using var route = Compile();

        Assert.Equal("passed", await SendAsync(route, _first.Token()));
        Assert.Equal("passed", await SendAsync(route, _first.Token()));

        Assert.Equal(["GET /keys"], _site.Asked);
    }

    [Fact]
    public async Task Without_any_keys_the_provider_is_told_to_come_back()
    {
        using var route = Compile();
        _site.Answer("", 500);

        var journey = await route.SendAsync(new TestRequest().With("X-Token", _first.Token()));

        Assert.Equal("provider_unavailable", journey.Code);
        Assert.Equal(503, journey.Verdict.Outcome.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), journey.Webhook.RetryAfter);

        Publish(_first);
        Assert.Equal("provider_unavailable", await SendAsync(route, _first.Token()));
        route.Clock.Advance(KeySetFeed.LeastPause);
        Assert.Equal("passed", await SendAsync(route, _first.Token()));
    }

    [Fact]
    public async Task A_key_that_nobody_knows_is_asked_for_once_in_half_a_minute()
    {
        using var route = Compile();
        Assert.Equal("passed", await SendAsync(route, _first.Token()));
        route.Clock.Advance(KeySetFeed.LeastPause);
        Publish(_first, _second);

        Assert.Equal("passed", await SendAsync(route, _second.Token()));
        Assert.Equal(2, _site.Asked.Count);

        for (var i = 0; i < 20; i++)
        {
            using var other = new TestWebKey($"unknown-{i}");
            Assert.Equal("signature_invalid", await SendAsync(route, other.Token()));
        }

        Assert.Equal(2, _site.Asked.Count);
        route.Clock.Advance(KeySetFeed.LeastPause);
        using var unknown = new TestWebKey("unknown");
        Assert.Equal("signature_invalid", await SendAsync(route, unknown.Token()));
        Assert.Equal(3, _site.Asked.Count);
    }

    [Fact]
    public async Task A_forged_signature_of_a_known_key_asks_for_nothing()
    {
        using var route = Compile();
        Assert.Equal("passed", await SendAsync(route, _first.Token()));
        route.Clock.Advance(KeySetFeed.LeastPause);

        Assert.Equal("signature_invalid", await SendAsync(route, _second.Token(header: """{"alg":"ES256","kid":"first"}""")));
        Assert.Equal("signature_malformed", await SendAsync(route, "a.b.c"));
        Assert.Single(_site.Asked);
    }

    [Fact]
    public async Task A_request_waits_two_seconds_and_no_longer_and_is_told_to_come_back()
    {
        using var route = Compile();
        Assert.Equal("passed", await SendAsync(route, _first.Token()));
        route.Clock.Advance(KeySetFeed.LeastPause);
        var release = Delay(_second);

        Assert.Equal("provider_unavailable", await SendWhileTimePassesAsync(route, _second.Token()));
        Assert.Equal("passed", await SendAsync(route, _first.Token()));
        release.SetResult();

        await Eventually.IsTrueAsync(async () => await SendAsync(route, _second.Token()) == "passed", "the provider comes back");
        Assert.Equal(2, _site.Asked.Count);
    }

    [Fact]
    public async Task Forged_key_ids_are_refused_again_once_a_slow_fetch_is_over_and_ask_for_nothing()
    {
        using var route = Compile();
        Assert.Equal("passed", await SendAsync(route, _first.Token()));
        route.Clock.Advance(KeySetFeed.LeastPause);
        var release = Delay(_first);
        using var unknown = new TestWebKey("unknown");

        Assert.Equal("provider_unavailable", await SendWhileTimePassesAsync(route, unknown.Token()));
        Assert.Equal("provider_unavailable", await SendWhileTimePassesAsync(route, unknown.Token()));
        release.SetResult();

        Assert.Equal("signature_invalid", await SendAsync(route, unknown.Token()));
        Assert.Equal("signature_invalid", await SendAsync(route, unknown.Token()));
        Assert.Equal(2, _site.Asked.Count);
    }

    [Theory]
    [InlineData("500")]
    [InlineData("not found")]
    [InlineData("not json")]
    [InlineData("too large")]
    [InlineData("too many")]
    [InlineData("redirect")]
    [InlineData("redirects")]
    public async Task The_last_good_set_is_kept_when_a_fetch_fails(string failure)
    {
        using var route = Compile();
        Assert.Equal("passed", await SendAsync(route, _first.Token()));
        route.Clock.Advance(KeySetFeed.LeastPause);
        var good = TestWebKey.Set(_second);
        using var elsewhere = new PlayedSite();
        elsewhere.Answer(good);
        _site.Answer(failure switch
        {
            "500" => Response.Create().WithStatusCode(500).WithBody(good),
            "not found" => Response.Create().WithStatusCode(404).WithBody(good),
            "not json" => Response.Create().WithBody("<html>" + good),
            "too large" => Response.Create().WithBody(good + new string(' ', 64 * 1024)),
            "too many" => Response.Create().WithBody(TestWebKey.Set([.. Enumerable.Repeat(_second, 33)])),
            "redirect" => PlayedSite.Redirect(elsewhere.Url + "/keys"),
            _ => PlayedSite.Redirect("/keys"),
        });

        Assert.Equal("provider_unavailable", await SendAsync(route, _second.Token()));
        Assert.Equal("passed", await SendAsync(route, _first.Token()));
        Assert.InRange(_site.Asked.Count, 2, int.MaxValue);
        Assert.Empty(elsewhere.Asked);
    }

    [Fact]
    public async Task The_last_good_set_is_kept_when_an_answer_breaks_off()
    {
        await using var server = await Upstream.StartAsync();
        server.Answer = context => context.Response.WriteAsync(TestWebKey.Set(_first));
        using var route = TestRoute.Compile(Section(server.Url));
        Assert.Equal("passed", await SendAsync(route, _first.Token()));
        route.Clock.Advance(KeySetFeed.LeastPause);
        server.Answer = context => CutOffAsync(context, TestWebKey.Set(_second));

        Assert.Equal("provider_unavailable", await SendAsync(route, _second.Token()));
        Assert.Equal("passed", await SendAsync(route, _first.Token()));
        Assert.Equal(2, server.Received.Count);
    }

    [Fact]
    public async Task A_redirect_to_the_same_host_is_followed()
    {
        using var route = Compile();
        _site.Answer(PlayedSite.Redirect("/moved"));
        _site.AnswerAt("/moved", TestWebKey.Set(_first));

        Assert.Equal("passed", await SendAsync(route, _first.Token()));
    }

    [Fact]
    public async Task A_set_is_fetched_when_it_is_due_and_sooner_when_that_failed()
    {
        var clock = TestClock.New();
        var log = new CapturedLog();
        using var metrics = new GatewayMetrics();
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(log));
        using var providers = new ProviderServices(metrics, clock, loggers);
        var feed = providers.KeySets.Of(new Uri(_site.Url + "/keys?token=secret"));
        var hour = TimeSpan.FromHours(1);

        await RefreshAsync(1);
        clock.Advance(hour - TimeSpan.FromSeconds(1));
        feed.RefreshIfDue(hour);
        _site.Answer("", 500);
        clock.Advance(TimeSpan.FromSeconds(1));
        await RefreshAsync(2);
        await Eventually.IsTrueAsync(() => Task.FromResult(log.Lines.Count == 1), "the failure is logged");
        clock.Advance(KeySetFeed.LeastPause);
        await RefreshAsync(3);
        Publish(_second);
        await Eventually.IsTrueAsync(
            () =>
            {
                clock.Advance(KeySetFeed.LeastPause);
                feed.RefreshIfDue(hour);
                return Task.FromResult(log.Lines.Count == 2);
            },
            "it is back");

        Assert.Equal("second", feed.Current!.Keys[0].Id);
        Assert.Contains("cannot be fetched: the answer is 500", log.Lines[0], StringComparison.Ordinal);
        Assert.Contains("can be fetched again", log.Lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("secret", string.Join('\n', log.Lines), StringComparison.Ordinal);

        async Task RefreshAsync(int count)
        {
            feed.RefreshIfDue(hour);
            await Eventually.IsTrueAsync(() => Task.FromResult(_site.Asked.Count == count && feed.Current is not null), $"fetch {count}");
        }
    }

    [Fact]
    public async Task A_name_that_leads_to_this_machine_is_not_called()
    {
        var log = new CapturedLog();
        using var metrics = new GatewayMetrics();
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(log));
        using var providers = new ProviderServices(metrics, TestClock.New(), loggers);
        var feed = providers.KeySets.Of(new Uri(_site.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/keys"));

        await feed.RenewAsync();
        await Eventually.IsTrueAsync(() => Task.FromResult(log.Lines.Count == 1), "the failure is logged");

        Assert.Contains("the host has no address of the internet", log.Lines[0], StringComparison.Ordinal);
        Assert.Null(feed.Current);
        Assert.Empty(_site.Asked);
    }

    [Fact]
    public void One_URL_is_one_feed()
    {
        using var metrics = new GatewayMetrics();
        using var loggers = LoggerFactory.Create(_ => { });
        using var providers = new ProviderServices(metrics, TestClock.New(), loggers);
        var feed = providers.KeySets.Of(new Uri("https://acme.example/keys"));

        Assert.Same(feed, providers.KeySets.Of(new Uri("https://acme.example/keys")));
        Assert.NotSame(feed, providers.KeySets.Of(new Uri("https://acme.example/other")));
        GC.KeepAlive(feed);
    }

    [Fact]
    public async Task A_reload_keeps_the_keys_of_a_URL_that_did_not_change()
    {
        await using var backend = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(backend.Url, Section(_site.Url)));
        await Eventually.IsTrueAsync(() => Task.FromResult(_site.Asked.Count == 1), "the keys are fetched at start");
        Assert.Equal(System.Net.HttpStatusCode.OK, (await gateway.SendAsync(Post(_first.Token()))).Status);
        _site.Answer("", 500);

        await gateway.ReloadAsync(root =>
            root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Signature"]!["Jwt"]!["Leeway"] = "00:00:01");

        Assert.Equal(System.Net.HttpStatusCode.OK, (await gateway.SendAsync(Post(_first.Token()))).Status);
        Assert.Single(_site.Asked);
    }

    [Fact]
    public async Task Keys_of_Ed25519_may_be_published_too()
    {
        var key = TestKey.Edwards(9);
        _site.Answer($$"""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"{{System.Buffers.Text.Base64Url.EncodeToString(key.Info.AsSpan(12))}}"}]}""");
        using var route = TestRoute.Compile($$"""
            { "Signature": { "Algorithm": "ed25519", "From": "header:X-Sig", "KeySet": "{{_site.Url}}/keys" } }
            """);
        var request = new TestRequest().With("X-Sig", Convert.ToHexStringLower(key.Sign("{}"u8.ToArray())));

        Assert.Equal("passed", await route.OutcomeOfAsync(request));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(request with { Text = "{ }" }));
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    private static string Section(string site) => $$"""
        { "Signature": { "Algorithm": "jwt", "From": "header:X-Token", "KeySet": "{{site}}/keys", "Jwt": { "Algorithms": "ES256" } } }
        """;

    private TestRoute Compile() => TestRoute.Compile(Section(_site.Url));

    private static Task<string> SendAsync(TestRoute route, string token) => route.OutcomeOfAsync(new TestRequest().With("X-Token", token));

    private static async Task<string> SendWhileTimePassesAsync(TestRoute route, string token)
    {
        var waiting = SendAsync(route, token);
        await Eventually.IsTrueAsync(
            () =>
            {
                route.Clock.Advance(TimeSpan.FromMilliseconds(100));
                return Task.FromResult(waiting.IsCompleted);
            },
            "the request waits no longer");
        return await waiting;
    }

    private static HttpRequestMessage Post(string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/hook", UriKind.Relative))
        {
            Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Token", token);
        return request;
    }

    /// <summary>The next answer is held back until the source is set.</summary>
    private TaskCompletionSource Delay(params TestWebKey[] keys)
    {
        var release = new TaskCompletionSource();
        _site.Answer(Response.Create().WithCallback(async _ =>
        {
            await release.Task;
            return new ResponseMessage { BodyData = new BodyData { DetectedBodyType = BodyType.String, BodyAsString = TestWebKey.Set(keys) } };
        }));
        return release;
    }

    private void Publish(params TestWebKey[] keys) => _site.Answer(TestWebKey.Set(keys));

    private static async Task CutOffAsync(HttpContext context, string body)
    {
        context.Response.ContentLength = body.Length;
        await context.Response.WriteAsync(body[..^1]);
        await context.Response.Body.FlushAsync();
        context.Abort();
    }
}
