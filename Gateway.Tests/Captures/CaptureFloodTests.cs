using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Captures;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Gateway.Tests.Captures;

/// <summary>
/// A flood of forgeries over HTTP, from few addresses and from as many as there are requests, on two routes at once
/// (<c>CAPTURE_FLOOD=100000 ./test.sh --filter CaptureFlood</c> for the long one).
/// </summary>
public sealed class CaptureFloodTests(ITestOutputHelper output)
{
    private const int MaxCount = 200;
    private const long MaxBytes = 1_048_576;
    private const int AtOnce = 16;

    /// <summary>Far fewer than there are places.</summary>
    private const int Few = 40;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Captures_stay_within_their_bounds_and_the_genuine_ones_are_there(bool isStored)
    {
        await using var scene = await CaptureScene.StartAsync($$"""{ {{SignedWebhook.Scheme}} }""", configuration => Configure(configuration, isStored));
        var genuine = new List<string> { await SendAsync(scene, "/few", "192.0.2.1"), await SendAsync(scene, "/many", "192.0.2.2"), await SendAsync(scene, "/quiet", "192.0.2.3") };

        await ForgeAsync(scene, 0, CaptureFloodOptions.Requests / 2);
        genuine.Add(await SendAsync(scene, "/few", "192.0.2.4"));
        genuine.Add(await SendAsync(scene, "/quiet", "192.0.2.5"));
        await ForgeAsync(scene, CaptureFloodOptions.Requests / 2, CaptureFloodOptions.Requests);
        var last = await SendAsync(scene, "/many", "192.0.2.6");
        await Eventually.IsTrueAsync(async () => await IsKeptAsync(scene, last), "the last one is kept");

        var (count, bytes) = scene.Gateway.Services.GetRequiredService<CaptureRing>().Kept;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{CaptureFloodOptions.Requests} forgeries: {count} requests of {bytes} bytes are kept"));
        Assert.InRange(count, genuine.Count, MaxCount);
        Assert.InRange(bytes, 1, MaxBytes);
        var lost = new List<string>();
        foreach (var request in genuine)
        {
            if (!await IsKeptAsync(scene, request))
            {
                lost.Add(request);
            }
        }

        Assert.Empty(lost);
        if (isStored)
        {
            await scene.StoreAsync();
        }

        Assert.InRange((await scene.ListAsync("limit=500")).Count, genuine.Count, MaxCount);
        await scene.Gateway.HoldsNothingAsync();
    }

    private static void Configure(TestConfiguration configuration, bool isStored)
    {
        if (isStored)
        {
            configuration.WithSqlite();
            CaptureScene.Stored(configuration);
        }

        configuration.Change(root =>
        {
            root["Gateway"]!["Captures"] = new JsonObject { ["MaxCount"] = MaxCount, ["MaxBytes"] = MaxBytes, ["Store"] = isStored };
            root["Gateway"]!["Client"] = new JsonObject { ["TrustedProxies"] = new JsonArray("127.0.0.0/8") };
            var routes = root["ReverseProxy"]!["Routes"]!.AsObject();
            foreach (var name in (string[])["few", "many", "quiet"])
            {
                var route = routes["hooks"]!.DeepClone();
                route["Match"]!["Path"] = $"/{name}";
                routes[name] = route;
            }
        });
    }

    /// <summary>Of two requests one on each route: from one of few addresses, and from one that no other comes from.</summary>
    private static Task ForgeAsync(CaptureScene scene, int from, int until) => Parallel.ForEachAsync(
        Enumerable.Range(from, until - from),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (number, _) => await SendAsync(
            scene,
            number % 2 == 0 ? "/few" : "/many",
            number % 2 == 0 ? $"198.51.100.{number / 2 % Few}" : $"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"));

    /// <summary>Sends a refused one from an address, and returns its id.</summary>
    private static async Task<string> SendAsync(CaptureScene scene, string path, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("""{"id":"evt_1"}""", Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Forwarded-For", address);
        request.Headers.Add(SignedWebhook.SignatureHeader, new string('0', 64));
        request.Headers.Add(SignedWebhook.TimestampHeader, "1700000000");
        var (_, body) = await scene.Gateway.SendAsync(request);
        return JsonNode.Parse(body)!["requestId"]!.ToString();
    }

    private static async Task<bool> IsKeptAsync(CaptureScene scene, string request) =>
        (await scene.ListAsync($"requestId={Uri.EscapeDataString(request)}")).Count == 1;
}
