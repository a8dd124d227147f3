using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests;

public sealed class ProxyHintTests
{
    [Theory]
    [InlineData("[]", "X-Forwarded-For", 1)]
    [InlineData("[]", "X-Other", 0)]
    [InlineData("""[ "10.0.0.0/8" ]""", "X-Forwarded-For", 0)] // a peer that is not of them: the sender's own claim
    public async Task A_forgotten_proxy_is_named_once(string trusted, string header, int warnings)
    {
        var log = new CapturedLog();
        await using var upstream = await Upstream.StartAsync();
        var configuration = new TestConfiguration(upstream.Url, $$"""{ {{SignedWebhook.Scheme}} }""") { Logger = log };
        configuration.Change(root => root["Gateway"]!["Client"] = new JsonObject { ["TrustedProxies"] = JsonNode.Parse(trusted) });
        await using var gateway = await TestGateway.StartAsync(configuration);
        for (var i = 0; i < 3; i++)
        {
            using var request = SignedWebhook.Event("evt_1").Request();
            request.Headers.Add(header, "203.0.113.9");
            await gateway.SendAsync(request);
        }

        Assert.Equal(warnings, log.Lines.Count(line =>
            line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("carries X-Forwarded-For", StringComparison.Ordinal)));
    }
}
