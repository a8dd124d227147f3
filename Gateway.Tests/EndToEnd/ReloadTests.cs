using System.Net;
using System.Text.Json.Nodes;
using Gateway.Configuration;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.EndToEnd;

/// <summary>The configuration replaced while webhooks arrive.</summary>
public sealed class ReloadTests : IAsyncLifetime
{
    private const string Token = "X-Token";

    private Upstream _red = null!;
    private Upstream _blue = null!;
    private TestConfiguration _configuration = null!;
    private TestGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        (_red, _blue) = (await Upstream.StartAsync(), await Upstream.StartAsync());
        _red.Answer = context => context.Response.WriteAsync("red");
        _blue.Answer = context => context.Response.WriteAsync("blue");
        _configuration = new TestConfiguration(_red.Url, Verification("RED"));
        (_configuration.Environment["RED"], _configuration.Environment["BLUE"]) = ("red-token", "blue-token");
        _configuration.Environment["BOTH"] = "both-token";

        // The clock stands still, and with it the gateway's own look at the file: every reload is the test's.
        _gateway = await TestGateway.StartAsync(_configuration, TestClock.New());
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _red.DisposeAsync();
        await _blue.DisposeAsync();
    }

    [Fact]
    public async Task Under_wrk_no_request_fails_and_none_sees_a_mixture_of_old_and_new()
    {
        await using var wrk = WrkProcess.Start(_gateway.Url, Path.GetDirectoryName(_configuration.Path)!, seconds: 5, Token + ": both-token");
        using var stop = new CancellationTokenSource();
        var red = WatchAsync("red-token", "red", stop.Token);
        var blue = WatchAsync("blue-token", "blue", stop.Token);
        var reported = wrk.ReportAsync();
        var reloads = 0;
        while (!reported.IsCompleted)
        {
            var color = ++reloads % 2 == 1 ? ("BLUE", _blue.Url) : ("RED", _red.Url);
            await Eventually.EndsAsync(_gateway.ReloadAsync(root => Paint(root, color.Item1, color.Url)), $"reload {reloads} ends");
        }

        await stop.CancelAsync();
        var report = await reported;

        Assert.True(reloads > 10, $"Only {reloads} reloads.");
        Assert.Contains("requests in", report, StringComparison.Ordinal);
        Assert.False(report.Contains("Non-2xx", StringComparison.Ordinal), report);
        Assert.False(report.Contains("Socket errors", StringComparison.Ordinal), report);
        Assert.True(await Eventually.EndsAsync(red, "the last request is answered") > 0, "Red was in force for no request.");
        Assert.True(await Eventually.EndsAsync(blue, "the last request is answered") > 0, "Blue was in force for no request.");
    }

    [Fact]
    public async Task A_broken_file_changes_nothing_is_reported_once_with_every_path_and_shows_in_health_and_metrics_until_it_is_mended()
    {
        await _gateway.ReloadAsync(root =>
        {
            var route = root["ReverseProxy"]!["Routes"]!["hooks"]!;
            route["ClusterId"] = "bakend";
            route["Verification"]!["Signatur"] = new JsonObject();
            route["Verification"]!["Replay"] = JsonNode.Parse("""{ "MaxAge": "300" }""");
        });
        await Services<ConfigurationReloader>().CheckAsync(); // the next tick finds the same file

        Assert.Equal((HttpStatusCode.OK, "red"), await SendAsync("red-token"));
        var logged = Assert.Single(((CapturedLog)_configuration.Logger).Lines, line => line.Contains("not reloaded", StringComparison.Ordinal));
        foreach (var path in (string[])["Routes.hooks.ClusterId", "Verification.Signatur:", "Verification.Replay.MaxAge"])
        {
            Assert.Contains(path, logged, StringComparison.Ordinal);
        }

        Assert.Contains("\"configuration\":\"stale\"", await AdminAsync("/readyz"), StringComparison.Ordinal);
        Assert.Contains("\ngateway_config_last_reload_success{} 0\n", await AdminAsync("/metrics"), StringComparison.Ordinal);

        await _gateway.ReloadAsync(root => Paint(root, "BLUE", _blue.Url));

        Assert.Contains("\ngateway_config_last_reload_success{} 1\n", await AdminAsync("/metrics"), StringComparison.Ordinal);
        Assert.DoesNotContain("stale", await AdminAsync("/readyz"), StringComparison.Ordinal);
        await Eventually.IsTrueAsync(async () => (await SendAsync("blue-token")).Body == "blue", "the mended file is in force");
    }

    [Fact]
    public async Task Requests_in_flight_finish_under_the_configuration_they_began_with()
    {
        var entered = new TaskCompletionSource();
        var leave = new TaskCompletionSource();
        _red.Answer = async context =>
        {
            entered.SetResult();
            await leave.Task;
            await context.Response.WriteAsync("red");
        };
        var inFlight = SendAsync("red-token");
        await entered.Task;

        await _gateway.ReloadAsync(root => Paint(root, "BLUE", _blue.Url));
        await Eventually.IsTrueAsync(async () => (await SendAsync("blue-token")).Body == "blue", "the new configuration is in force");
        leave.SetResult();

        Assert.Equal((HttpStatusCode.OK, "red"), await inFlight);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync("red-token")).Status);
    }

    private static string Verification(string secret) =>
        $$"""
        { "Signature": { "Algorithm": "shared-token", "From": "header:X-Token", "Secrets": [ "env:{{secret}}", "env:BOTH" ] } }
        """;

    private static void Paint(JsonObject root, string secret, string url)
    {
        var route = root["ReverseProxy"]!["Routes"]!["hooks"]!;
        (route["ClusterId"], route["Verification"]) = ("backend", JsonNode.Parse(Verification(secret)));
        root["ReverseProxy"]!["Clusters"]!["backend"]!["Destinations"]!["one"]!["Address"] = url;
    }

    private T Services<T>()
        where T : notnull => (T)_gateway.Services.GetService(typeof(T))!;

    private async Task<string> AdminAsync(string path)
    {
        using var answer = await _gateway.Client.GetAsync(new Uri(_gateway.AdminUrl, path));
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Each colour's token is either refused, or answered by its own backend.</summary>
    private async Task<int> WatchAsync(string token, string color, CancellationToken stop)
    {
        var accepted = 0;
        while (!stop.IsCancellationRequested)
        {
            var (status, body) = await SendAsync(token);
            if (status == HttpStatusCode.OK)
            {
                Assert.Equal(color, body);
                accepted++;
            }
            else
            {
                Assert.Equal(HttpStatusCode.Unauthorized, status);
            }
        }

        return accepted;
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hook") { Content = new StringContent("x") };
        request.Headers.Add(Token, token);
        return await _gateway.SendAsync(request);
    }
}
