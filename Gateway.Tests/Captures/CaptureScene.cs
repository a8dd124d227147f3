using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Captures;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Captures;

/// <summary>A gateway that refuses, and what it has kept of it.</summary>
internal sealed class CaptureScene : IAsyncDisposable
{
    private CaptureScene(Upstream upstream, TestConfiguration configuration, TestGateway gateway) =>
        (Upstream, Configuration, Gateway, Api) = (upstream, configuration, gateway, new AdminApi(gateway));

    public Upstream Upstream { get; }

    public TestConfiguration Configuration { get; }

    public TestGateway Gateway { get; }

    public AdminApi Api { get; }

    /// <param name="verification">The route's section.</param>
    /// <param name="change">What else is to be changed of the configuration.</param>
    /// <param name="clock">Of the gateway.</param>
    public static async Task<CaptureScene> StartAsync(
        string verification, Action<TestConfiguration>? change = null, TimeProvider? clock = null)
    {
        var upstream = await Upstream.StartAsync();
        var configuration = new TestConfiguration(upstream.Url, verification);
        change?.Invoke(configuration);
        return new CaptureScene(upstream, configuration, await TestGateway.StartAsync(configuration, clock));
    }

    /// <summary>With another secret than the sender's.</summary>
    public static Task<CaptureScene> StartWronglyAsync(string verification, TimeProvider? clock = null) => StartAsync(
        verification, configuration => configuration.Environment["SECRET"] = "whk_quite_another_secret_0123456789", clock);

    /// <summary>With a section <c>Gateway:Captures</c>, and keys to store by.</summary>
    public static void Stored(TestConfiguration configuration)
    {
        configuration.Environment["KEY"] = Convert.ToBase64String(Pattern.Bytes(32));
        configuration.Change(root =>
        {
            root["Gateway"]!["Captures"] = new JsonObject { ["Store"] = true };
            root["Gateway"]!["Storage"]!["EncryptionKeys"] = new JsonArray("env:KEY");
        });
    }

    /// <summary>Sends it, and returns the status when it has been recorded.</summary>
    public async Task<HttpStatusCode> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            return (await Gateway.SendAsync(request)).Status;
        }
    }

    /// <summary>Puts the sender's secret in force.</summary>
    public Task MendAsync()
    {
        Configuration.Environment["RIGHT"] = TestConfiguration.Secret;
        return Gateway.ReloadAsync(root =>
            root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Signature"]!["Secrets"] = new JsonArray("env:RIGHT"));
    }

    /// <summary>The kept requests of a list.</summary>
    public async Task<JsonArray> ListAsync(string query = "")
    {
        var (status, text) = await Api.GetAsync($"/api/captures?{query}");
        Assert.True(status == HttpStatusCode.OK, $"{query}: {status} {text}");
        return JsonNode.Parse(text)!["captures"]!.AsArray();
    }

    /// <summary>Waits for so many: they are kept behind the answer.</summary>
    public Task HasAsync(int count) => Eventually.IsTrueAsync(
        async () => (await ListAsync("limit=500")).Count == count, string.Create(CultureInfo.InvariantCulture, $"{count} requests are kept"));

    /// <summary>The one request that is kept, with all that is kept of it.</summary>
    public async Task<JsonNode> OnlyAsync()
    {
        await HasAsync(1);
        var (status, text) = await Api.GetAsync($"/api/captures/{(await ListAsync())[0]!["id"]}");
        Assert.Equal(HttpStatusCode.OK, status);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Releases what a JSON text says; the whole answer.</summary>
    public async Task<JsonNode> ReleaseAsync(string json)
    {
        var (status, text) = await PostReleaseAsync(json);
        Assert.True(status == HttpStatusCode.OK, $"{json}: {status} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>The same, whatever the answer.</summary>
    public Task<(HttpStatusCode Status, string Text)> PostReleaseAsync(string json, string contentType = "application/json") =>
        Api.PostAsync("/api/captures/release", Encoding.UTF8.GetBytes(json), contentType);

    /// <summary>What came of each, such as <c>signature_invalid released forwarded 200</c>.</summary>
    public async Task<IReadOnlyList<string>> ResultsAsync(string json) =>
    [
        .. (await ReleaseAsync(json))["results"]!.AsArray().Select(one => $"{one!["was"]} {one["result"]} {one["outcome"]} {one["statusCode"]}"),
    ];

    /// <summary>Brings what is kept into the store, as its timer would.</summary>
    public Task StoreAsync() => Gateway.Services.GetRequiredService<CaptureSync>().RunOnceAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}
