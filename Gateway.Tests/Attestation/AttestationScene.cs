using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Attestation;

/// <summary>A gateway that attests what it sends on, and its backend.</summary>
internal sealed class AttestationScene : IAsyncDisposable
{
    private AttestationScene(Upstream upstream, TestConfiguration configuration, TestGateway gateway) =>
        (Upstream, Configuration, Gateway) = (upstream, configuration, gateway);

    public Upstream Upstream { get; }

    public TestConfiguration Configuration { get; }

    public TestGateway Gateway { get; }

    /// <param name="attestation">Of all routes.</param>
    /// <param name="rest">Further keys of the route's <c>Verification</c>, as JSON.</param>
    /// <param name="clock">Of the gateway.</param>
    /// <param name="change">What else is to be changed of the configuration.</param>
    public static async Task<AttestationScene> StartAsync(
        JsonNode? attestation, string rest = "", TimeProvider? clock = null, Action<JsonObject>? change = null)
    {
        var upstream = await Upstream.StartAsync();
        var configuration = new TestConfiguration(upstream.Url, $$"""{ {{SignedWebhook.Scheme}}{{(rest.Length > 0 ? ", " + rest : "")}} }""");
        AttestingKeys.AddTo(configuration.Environment);
        configuration.Change(root =>
        {
            root["Gateway"]!["Attestation"] = attestation;
            change?.Invoke(root);
        });
        return new AttestationScene(upstream, configuration, await TestGateway.StartAsync(configuration, clock));
    }

    /// <summary>Sends it, and returns what the backend got.</summary>
    public async Task<ReceivedRequest> SendAsync(SignedWebhook webhook, string path = "/hook", params (string Name, string Value)[] headers)
    {
        var before = Upstream.Received.Count;
        using var request = webhook.Request(path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var (status, text) = await Gateway.SendAsync(request);
        Assert.True(status == HttpStatusCode.OK, $"{status} {text}");
        await QueueScene.ReceivedAsync(Upstream, before + 1);
        return Upstream.Received[before];
    }

    /// <summary>What the gateway publishes.</summary>
    public async Task<JsonNode> KeysAsync() => JsonNode.Parse((await new AdminApi(Gateway).GetAsync("/.well-known/jwks.json")).Text)!["keys"]!;

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}
