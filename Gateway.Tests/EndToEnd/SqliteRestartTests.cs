using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Gateway.Storage;
using Gateway.Tests.EndToEnd.Crash;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit.Abstractions;

namespace Gateway.Tests.EndToEnd;

/// <summary>What a gateway with a file of its own knows after it was killed, and what it shares with nobody.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class SqliteRestartTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(20);

    /// <summary>For which a shared machine may keep a thread, or the disk, from going on.</summary>
    private static readonly TimeSpan Stall = TimeSpan.FromMilliseconds(200);

    private Upstream _upstream = null!;

    public async Task InitializeAsync() => _upstream = await Upstream.StartAsync();

    public async Task DisposeAsync() => await _upstream.DisposeAsync();

    [Fact]
    public async Task After_kill_9_what_was_processed_stays_so_and_what_was_in_flight_is_free_when_its_lease_ends()
    {
        using var configuration = Configuration("BeforeAnswer");
        await using var killed = await GatewayProcess.StartAsync(configuration);
        var processed = Enumerable.Range(0, 50).Select(number => SignedWebhook.Event($"evt_{number}")).ToList();
        foreach (var answer in await Task.WhenAll(processed.Select(webhook => SendAsync(killed, webhook))))
        {
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        }

        var inFlight = SignedWebhook.Event("evt_in_flight");
        var entered = new TaskCompletionSource();
        _upstream.Answer = context =>
        {
            entered.TrySetResult();
            return Hanging.UntilAbortedAsync(context);
        };
        var lost = SendAsync(killed, inFlight);
        await entered.Task;
        await killed.KillAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => lost);
        _upstream.Answer = context => context.Response.WriteAsync("ok");

        await using var restarted = await GatewayProcess.StartAsync(configuration);

        foreach (var webhook in processed)
        {
            Assert.Equal((HttpStatusCode.OK, """{"status":"already_processed"}"""), await SendAsync(restarted, webhook));
        }

        await Eventually.IsTrueAsync(
            async () =>
            {
                var answer = await SendAsync(restarted, inFlight);
                Assert.True(answer.Status == HttpStatusCode.Conflict || answer == (HttpStatusCode.OK, "ok"), $"{answer}");
                return answer.Status == HttpStatusCode.OK;
            },
            "the lease of the killed gateway ends");
        Assert.Equal(52, _upstream.Received.Count);
    }

    [Fact]
    public async Task What_is_recorded_behind_its_answer_costs_a_kill_no_more_than_what_was_answered_within_the_window()
    {
        using var configuration = Configuration();
        var oldest = TimeSpan.Zero;
        var (sent, repeated) = (0, 0);
        for (var kill = 0; kill < CrashOptions.Kills; kill++)
        {
            var answered = new List<(SignedWebhook Webhook, long At)>();
            long killedAt;
            await using (var killed = await GatewayProcess.StartAsync(configuration))
            {
                var beginning = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(beginning) < TimeSpan.FromMilliseconds(500))
                {
                    var webhook = SignedWebhook.Event($"evt_{kill}_{answered.Count}");
                    Assert.Equal((HttpStatusCode.OK, "ok"), await SendAsync(killed, webhook));
                    answered.Add((webhook, Stopwatch.GetTimestamp()));
                }

                killedAt = Stopwatch.GetTimestamp();
                await killed.KillAsync();
            }

            await using var restarted = await GatewayProcess.StartAsync(configuration);
            foreach (var (webhook, at) in answered)
            {
                var answer = await SendAsync(restarted, webhook);
                if (answer == (HttpStatusCode.OK, "ok"))
                {
                    repeated++;
                    var age = Stopwatch.GetElapsedTime(at, killedAt);
                    oldest = oldest > age ? oldest : age;
                }
                else
                {
                    Assert.Equal((HttpStatusCode.OK, """{"status":"already_processed"}"""), answer);
                }
            }

            sent += answered.Count;
        }

        output.WriteLine($"{CrashOptions.Kills} kills, {sent} answered, {repeated} forwarded again, the oldest answered {oldest.TotalMilliseconds:F1} ms before");
        Assert.InRange(oldest, TimeSpan.Zero, Window + Stall);
        Assert.Equal(sent + repeated, _upstream.Received.Count);
    }

    [Fact]
    public async Task A_second_gateway_on_the_same_file_does_not_start_and_says_why()
    {
        using var configuration = Configuration();
        await using var first = await GatewayProcess.StartAsync(configuration);
        using var commandLine = new CommandLine();
        commandLine.Environment["SECRET"] = TestConfiguration.Secret;

        var exitCode = await commandLine.RunAsync("run", "--config", configuration.Path, "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, exitCode);
        Assert.Contains(
            $"The store's file '{configuration.DatabasePath}' is in use by another gateway process", commandLine.Error,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(first, SignedWebhook.Event("evt_1"))).Status);
    }

    [Fact]
    public async Task A_reload_keeps_what_is_known()
    {
        var configuration = Configuration(); // The gateway disposes of it.
        await using var gateway = await TestGateway.StartAsync(configuration);
        var webhook = SignedWebhook.Event("evt_1");
        using (var first = webhook.Request())
        {
            Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(first)).Status);
        }

        await gateway.ReloadAsync(root =>
            root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["IpAllowList"] = new JsonArray("127.0.0.0/8"));

        using var copy = webhook.Request();
        Assert.Equal((HttpStatusCode.OK, """{"status":"already_processed"}"""), await gateway.SendAsync(copy));
    }

    [Fact]
    public async Task Looking_at_a_configuration_neither_makes_nor_takes_its_file()
    {
        using var configuration = Configuration();
        using var commandLine = new CommandLine();
        commandLine.Environment["SECRET"] = TestConfiguration.Secret;

        Assert.True(await commandLine.RunAsync("check", "--config", configuration.Path) == 0, commandLine.Error);
        await commandLine.RunAsync("sign", "hooks", "--config", configuration.Path);

        Assert.False(File.Exists(configuration.DatabasePath));
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_ends_the_start_and_nothing_is_left_open()
    {
        using var configuration = Configuration();
        configuration.Change(root => root["Gateway"]!["Storage"]!["Path"] = "/nowhere/at/all/gateway.db");

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => GatewayHost.BuildAsync(configuration.Options));

        Assert.Contains("/nowhere/at/all/gateway.db", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(GatewayProcess gateway, SignedWebhook webhook)
    {
        using var request = webhook.Request();
        using var answer = await gateway.Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private TestConfiguration Configuration(string durability = "Behind") => new TestConfiguration(
        _upstream.Url,
        $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id", "Lease": "00:00:05", "Durability": "{{durability}}" } }""").WithSqlite();
}
