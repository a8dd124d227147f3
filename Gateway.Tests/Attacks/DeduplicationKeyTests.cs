using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Configuration;
using Gateway.Reading;
using Gateway.Tests.Support;

namespace Gateway.Tests.Attacks;

/// <summary>Whoever has captured one webhook takes no id away from another, fills no other route's claims, and sends it once.</summary>
public sealed class DeduplicationKeyTests
{
    private const string GitHub = """{ "Provider": "github", "Signature": { "Secrets": [ "env:SECRET" ] } }""";

    [Fact]
    public async Task One_captured_webhook_of_mercado_pago_claims_no_id_of_another()
    {
        var sent = TimeProvider.System.GetUtcNow();
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(
            upstream.Url, """{ "Provider": "mercado-pago", "Signature": { "Secrets": [ "env:SECRET" ] } }"""));

        Assert.Equal(200, await SendAsync(gateway, MercadoPago(sent, "111", "request-1", "1001")));
        for (var id = 1002; id < 1012; id++)
        {
            await SendAsync(gateway, MercadoPago(sent, "111", "request-1", $"{id}"));
        }

        var before = upstream.Received.Count;
        Assert.Equal(200, await SendAsync(gateway, MercadoPago(sent, "222", "request-2", "1005"))); // another payment's
        Assert.Equal(200, await SendAsync(gateway, MercadoPago(sent, "111", "request-3", "1006"))); // the same payment's next
        Assert.Equal(before + 2, upstream.Received.Count);

        // What the provider sends again, signed anew, is a copy still.
        Assert.Equal(200, await SendAsync(gateway, MercadoPago(sent.AddSeconds(1), "222", "request-2", "1005")));
        Assert.Equal(before + 2, upstream.Received.Count);
    }

    [Fact]
    public async Task One_captured_webhook_of_GitHub_takes_no_delivery_away_from_another()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(upstream.Url, GitHub));
        Assert.Equal(200, await SendAsync(gateway, GitHubDelivery("delivery-1", """{"zen":"captured"}""")));
        Assert.Equal(200, await SendAsync(gateway, GitHubDelivery("delivery-2", """{"zen":"captured"}""")));

        Assert.Equal(200, await SendAsync(gateway, GitHubDelivery("delivery-2", """{"zen":"genuine"}""")));
        Assert.Equal(3, upstream.Received.Count);
        Assert.Equal(200, await SendAsync(gateway, GitHubDelivery("delivery-2", """{"zen":"genuine"}""")));
        Assert.Equal(3, upstream.Received.Count);
        Assert.Equal("delivery-2", upstream.Received[2].Headers["X-Gateway-Event-Id"][0]); // As the provider says it.
    }

    [Fact]
    public async Task One_captured_webhook_under_a_thousand_ids_fills_the_claims_of_its_own_route_alone()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(upstream.Url, GitHub).Change(root =>
        {
            root["Gateway"]!["Storage"]!["MaxClaims"] = 1000;
            root["ReverseProxy"]!["Routes"]!["other"] = new JsonObject
            {
                ["ClusterId"] = "backend",
                ["Match"] = new JsonObject { ["Path"] = "/other" },
                ["Verification"] = JsonNode.Parse(GitHub),
            };
        }));
        await using var connection = await RawConnection.OpenAsync(gateway.Url);
        for (var id = 0; id < 1000; id++)
        {
            await connection.SendAsync(GitHubDelivery($"delivery-{id}", """{"zen":"captured"}"""));
            Assert.Equal(200, (await connection.ReadAsync()).Status);
        }

        Assert.Equal(503, await SendAsync(gateway, GitHubDelivery("delivery-1000", """{"zen":"captured"}""")));
        Assert.Equal(200, await SendAsync(gateway, GitHubDelivery("genuine", """{"zen":"genuine"}""", "/other")));
        using var ready = await gateway.Client.GetAsync(new Uri(gateway.AdminUrl, "/readyz"));
        Assert.True(ready.IsSuccessStatusCode, "A route that is full takes the gateway out of service for all.");
    }

    /// <summary>Its signature proves a webhook, and nothing else is left that would tell the first from a captured one.</summary>
    [Fact]
    public void Every_preset_with_a_signature_checks_its_age_or_remembers_what_it_has_seen()
    {
        string[] unsigned = ["shared-token", "basic", "client-certificate", "none"];
        var signed = ShippedPresets.Names.Select(name => (Name: name, Preset: ShippedPresets.Find(name, "$")!))
            .Where(preset => preset.Preset.At("Signature", "Algorithm").Value is { } algorithm && !unsigned.Contains(algorithm, StringComparer.Ordinal));

        Each.Is(signed, preset => Assert.True(
            preset.Preset.Child("Replay") is not null || preset.Preset.Child("Deduplication") is not null, $"{preset.Name}: a capture works for ever."));
    }

    /// <summary>Within its age a captured webhook would be forwarded as often as it is sent; these leave it to the route.</summary>
    [Fact]
    public void Every_preset_that_checks_the_age_remembers_what_it_has_seen_but_the_few_that_are_known() => Assert.Equal(
        (string[])
        [
            "chatwoot", "contentful", "convoy", "crisp", "discord-webhook-events", "dropbox-sign", "front", "ghost", "grafana-ts", "hubspot-v3", "klaviyo",
            "messagebird-legacy", "plaid", "retell", "sanity", "sendgrid", "sinch-voice", "tailscale", "webflow",
        ],
        ShippedPresets.Names.Where(name => ShippedPresets.Find(name, "$") is { } preset
            && preset.Child("Replay") is not null && preset.Child("Deduplication") is null));

    [Theory]
    [MemberData(nameof(WithoutId))]
    public async Task What_is_captured_of_a_preset_without_an_id_is_forwarded_once(string name)
    {
        var vector = ProviderVector.Load(name);
        await using var upstream = await Upstream.StartAsync();
        var configuration = new TestConfiguration(upstream.Url, vector.Verification)
            .Change(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Handshake"] = null);
        configuration.Environment["SECRET"] = vector.Secret ?? "";
        await using var gateway = await TestGateway.StartAsync(configuration, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(vector.At));

        Assert.Equal(200, await SendAsync(gateway, vector.Raw(vector.Headers, vector.Body)));
        Assert.Equal(200, await SendAsync(gateway, vector.Raw(vector.Headers, vector.Body)));

        Assert.Single(upstream.Received);
    }

    /// <summary>Presets that gained a key of their own for want of anything better.</summary>
    public static TheoryData<string> WithoutId() =>
    [
        .. ProviderVector.Names().Where(name => ShippedPresets.Find(ProviderVector.Load(name).Provider, "$") is { } preset
            && Keys(preset).Any(key => key == "sha256-hex:body" || key.Contains("ignature", StringComparison.Ordinal))),
    ];

    private static IEnumerable<string> Keys(ConfigurationNode preset) =>
        preset.At("Deduplication", "Key") is var key && key.Value is { } only ? [only] : key.Children.Values.Select(part => part.Value!);

    private static async Task<int> SendAsync(TestGateway gateway, byte[] request)
    {
        await using var connection = await RawConnection.OpenAsync(gateway.Url);
        await connection.SendAsync(request);
        return (await connection.ReadAsync()).Status;
    }

    private static byte[] MercadoPago(DateTimeOffset at, string payment, string request, string id)
    {
        var stamp = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var signature = Hmac.Hex(TestConfiguration.Secret, $"id:{payment};request-id:{request};ts:{stamp};");
        var body = $$$"""{"id":"{{{id}}}","type":"payment","data":{"id":"{{{payment}}}"}}""";
        return Encoding.ASCII.GetBytes(
            $"POST /hook?data.id={payment}&type=payment HTTP/1.1\r\nHost: gateway.test\r\nContent-Type: application/json\r\nx-request-id: {request}\r\n"
            + $"x-signature: ts={stamp},v1={signature}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    private static byte[] GitHubDelivery(string id, string body, string path = "/hook") => Encoding.ASCII.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: gateway.test\r\nContent-Type: application/json\r\nX-GitHub-Event: ping\r\nX-GitHub-Delivery: {id}\r\n"
        + $"X-Hub-Signature-256: sha256={Hmac.Hex(TestConfiguration.Secret, body)}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
}
