using System.Net;
using Gateway.Tests.Support;


namespace Gateway.Tests;

/// <summary>A line says what came, and one is enough for what failed.</summary>
public sealed class WebhookLogTests : IAsyncLifetime
{
    private readonly CapturedLog _log = new();
    private Upstream _upstream = null!;

    public async Task InitializeAsync() => _upstream = await Upstream.StartAsync();

    public async Task DisposeAsync() => await _upstream.DisposeAsync();

    [Fact]
    public async Task Method_path_provider_and_destination_stand_in_it_and_the_query_does_not()
    {
        await using var gateway = await StartAsync("""{ "Provider": "standard-webhooks", "Signature": { "Secrets": [ "env:KEY" ] }, "Mode": "Monitor" }""");
        using var answer = await gateway.Client.PostAsync(new Uri("/hooks/of%20shop?token=secret", UriKind.Relative), new StringContent("{}"));

        var line = await LineAsync("Webhook hooks signature_missing ");

        Assert.Contains(@" POST /hooks/of\u0020shop provider=standard-webhooks destination=one mode=monitor ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("token", string.Concat(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_a_warning_and_what_is_forwarded_is_not()
    {
        await using var gateway = await StartAsync($$"""{ {{SignedWebhook.Scheme}} }""");
        using var genuine = SignedWebhook.Event("evt_1").Request();
        await gateway.SendAsync(genuine);
        using var forged = new HttpRequestMessage(HttpMethod.Post, "/hooks") { Content = new StringContent("{}") };
        await gateway.SendAsync(forged);

        Assert.StartsWith("Information ", await LineAsync("Webhook hooks forwarded "), StringComparison.Ordinal);
        Assert.StartsWith("Warning ", await LineAsync("Webhook hooks signature_missing "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_is_cut_and_cannot_look_like_another_line()
    {
        await using var gateway = await StartAsync($$"""{ {{SignedWebhook.Scheme}} }""");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/%0AWebhook%E2%80%AE" + new string('x', 500)) { Content = new StringContent("{}") };
        await gateway.SendAsync(request);

        var line = await LineAsync("Webhook hooks ");

        Assert.Contains(@" POST /\u000AWebhook\u202E" + new string('x', 190) + " provider=", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attempt_that_failed_is_one_line_with_its_cause()
    {
        await using var gateway = await TestGateway.StartAsync(
            new TestConfiguration("http://127.0.0.1:9", $$"""{ {{SignedWebhook.Scheme}} }""") { Logger = _log });
        using var request = SignedWebhook.Event("evt_1").Request();
        var (status, _) = await gateway.SendAsync(request);

        var line = await LineAsync("Webhook hooks backend_unreachable ");

        Assert.Equal(HttpStatusCode.BadGateway, status);
        Assert.Contains("detail=Request: Connection refused (127.0.0.1:9)", line, StringComparison.Ordinal);
        Assert.DoesNotContain(_log.Lines, other => other.Contains("   at ", StringComparison.Ordinal) || other.Contains("Yarp.ReverseProxy.Forwarder", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_delivery_that_failed_is_one_line_with_its_cause()
    {
        await using var scene = await QueueScene.StartAsync();
        scene.BackendUpstream.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        var log = (CapturedLog)scene.Configuration.Logger;

        await scene.QueueAsync(SignedWebhook.Event("evt_1"));
        await Eventually.IsTrueAsync(() => Task.FromResult(log.Lines.Any(line => line.Contains("next attempt in", StringComparison.Ordinal))), "it is to be tried again");

        Assert.Contains(log.Lines, line => line.Contains("failed (unreachable, 0)", StringComparison.Ordinal) && line.Contains(" s. Request: ", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_line_says_what_runs_here()
    {
        await using var gateway = await StartAsync($$"""{ {{SignedWebhook.Scheme}} }""");

        var line = await LineAsync("Gateway.StartLine ");

        Assert.StartsWith("Information ", line, StringComparison.Ordinal);
        Assert.Contains(") serves 1 routes of ", line, StringComparison.Ordinal);
        Assert.Contains("gateway.json, remembers in memory, listens on http://127.0.0.1:", line, StringComparison.Ordinal);
        Assert.EndsWith($", and for its operators on {gateway.AdminUrl}", line.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "no commit")]
    [InlineData("30ce9db", "30ce9db")]
    public void A_build_without_a_commit_says_so(string commit, string named) => Assert.Equal(named, StartLine.Named(commit));

    private Task<TestGateway> StartAsync(string verification)
    {
        var configuration = new TestConfiguration(_upstream.Url, verification) { Logger = _log };
        configuration.Environment["KEY"] = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
        return TestGateway.StartAsync(configuration);
    }

    private async Task<string> LineAsync(string part)
    {
        string? line = null;
        await Eventually.IsTrueAsync(
            () => Task.FromResult((line = _log.Lines.LastOrDefault(each => each.Contains(part, StringComparison.Ordinal))) is not null), $"a line has '{part}'");
        return line!;
    }
}
