using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Faults;

/// <summary>Mixed traffic and reloads for a while (<c>SOAK_MINUTES</c>): nothing grows that has no reason to.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class SoakTests(ITestOutputHelper output)
{
    private static readonly TimeSpan BetweenReloads = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Neither_memory_nor_descriptors_nor_threads_nor_the_store_grow_and_every_event_arrives_once()
    {
        await using var upstream = await Upstream.StartAsync();
        var backend = new SoakBackend(upstream);
        using var configuration = Configuration(upstream);
        await using var gateway = await GatewayProcess.StartAsync(configuration);
        using var load = new SoakLoad(gateway);
        load.Start();
        var usages = await WatchAsync(gateway, configuration);
        await load.StopAsync();
        output.WriteLine(load.Answers);

        // The first third is for what is loaded, compiled and pooled.
        var (early, late) = (Average(usages, 1), Average(usages, 2));
        output.WriteLine($"second third: {early}");
        output.WriteLine($"last third:   {late}");
        Assert.InRange(late.Resident, 0, early.Resident + (48L * 1024 * 1024));
        Assert.InRange(late.Descriptors, 0, early.Descriptors + 32);
        Assert.InRange(late.Threads, 0, early.Threads + 16);

        // Everything that was accepted has arrived, once; nothing that was not proven has.
        await Eventually.IsTrueAsync(() => Task.FromResult(load.Accepted.All(backend.Arrivals.ContainsKey)), "all of it has arrived");
        Each.Is(load.Accepted, id => Assert.Equal(1, backend.Arrivals[id]));
        Assert.DoesNotContain(backend.Arrivals.Keys, id => id is "evt_forged" or "evt_broken");
        Assert.Equal(load.Count("forged: 401"), load.Answers.Split(", ").Where(answer => answer.Contains("forged", StringComparison.Ordinal))
            .Sum(answer => int.Parse(answer.Split(' ')[0], CultureInfo.InvariantCulture)));

        // What was taken is given back when nobody is there any more.
        gateway.Client.Dispose();
        using var admin = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Eventually.IsTrueAsync(async () => await MetricAsync(admin, gateway, "gateway_connections{}") == 0, "every connection has ended");
        await Eventually.IsTrueAsync(
            async () => await MetricAsync(admin, gateway, "webhook_queue_depth") == 0 && await DeliveredAsync(admin, gateway) == 0,
            "the queue is empty, and what was delivered has been removed");
        Assert.InRange(new FileInfo(configuration.DatabasePath).Length, 0, 64L * 1024 * 1024);
        Assert.Equal(0, await gateway.TerminateAsync());
    }

    private static TestConfiguration Configuration(Upstream upstream) => new TestConfiguration(
        upstream.Url, $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" } }""").WithSqlite().Change(root =>
    {
        var routes = root["ReverseProxy"]!["Routes"]!;
        routes["queued"] = routes["hooks"]!.DeepClone();
        routes["queued"]!["Match"]!["Path"] = "/queue/{**any}";
        routes["queued"]!["Verification"] = JsonNode.Parse(QueueScene.Verification(
            """ "Retry": { "First": "00:00:00.2", "Longest": "00:00:01" }, "Delivered": { "KeepFor": "00:00:00", "MaxBytes": 1000000 } """));
    });

    /// <summary>Once a second; and now and then the configuration changes.</summary>
    private static async Task<List<ProcessUsage>> WatchAsync(GatewayProcess gateway, TestConfiguration configuration)
    {
        List<ProcessUsage> usages = [];
        var reloaded = Stopwatch.StartNew();
        for (var since = Stopwatch.StartNew(); since.Elapsed < SoakOptions.Duration;)
        {
            await Pause.ForAsync(TimeSpan.FromSeconds(1));
            Assert.False(gateway.HasExited, "The gateway has ended.");
            usages.Add(ProcessUsage.Of(gateway.Id));
            if (reloaded.Elapsed > BetweenReloads)
            {
                configuration.Change(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Body"] =
                    new JsonObject { ["MaxBytes"] = 1_000_000 + usages.Count });
                reloaded.Restart();
            }
        }

        return usages;
    }

    private static ProcessUsage Average(List<ProcessUsage> usages, int third)
    {
        var some = usages.Chunk((usages.Count + 2) / 3).ElementAt(third);
        return new ProcessUsage(
            (long)some.Average(usage => usage.Resident), some[^1].PeakResident, (int)some.Average(usage => usage.Descriptors),
            (int)some.Average(usage => usage.Threads), some[^1].Processor);
    }

    private static async Task<double> MetricAsync(HttpClient admin, GatewayProcess gateway, string name)
    {
        var metrics = await admin.GetStringAsync(new Uri(gateway.AdminUrl, "/metrics"));
        return metrics.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal))
            .Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
    }

    private static async Task<int> DeliveredAsync(HttpClient admin, GatewayProcess gateway) =>
        JsonNode.Parse(await admin.GetStringAsync(new Uri(gateway.AdminUrl, "/api/deliveries?state=delivered&limit=10")))!["deliveries"]!.AsArray().Count;
}
