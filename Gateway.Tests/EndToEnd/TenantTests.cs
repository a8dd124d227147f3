using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

/// <summary>Tenants by the path, through the whole gateway.</summary>
public sealed class TenantTests : IDisposable
{
    private const string Body = """{"id":"evt_1"}""";

    private readonly TenantDirectory _directory = new();

    [Theory]
    [InlineData("")]
    [InlineData(""", "Delivery": { "Mode": "Queue" }""")]
    public async Task The_backend_is_told_whose_webhook_it_is_and_no_sender_can_say_it(string delivery)
    {
        _directory.With("acme", "secret-of-acme-0001").With("globex", "secret-of-globex-01");
        await using var backend = await Upstream.StartAsync();
        await using var gateway = await StartAsync(backend, delivery);

        var (status, _) = await SendAsync(gateway, "acme", "secret-of-acme-0001");

        Assert.Equal(200, status);
        await Eventually.ReachesAsync(() => backend.Received.Count, 1, () => "the backend has it");
        Assert.Equal("acme", backend.Received[0].Header("X-Gateway-Tenant"));
    }

    [Fact]
    public async Task Who_is_no_tenant_is_answered_as_who_has_signed_wrongly()
    {
        _directory.With("acme", "secret-of-acme-0001").With("off/only", "secret-of-off-00001").With("off/tenant.json", """{ "Disabled": true }""");
        await using var backend = await Upstream.StartAsync();
        await using var gateway = await StartAsync(backend, "");

        var wrong = await SendAsync(gateway, "acme", "wrong");
        var unknown = await SendAsync(gateway, "nobody", "secret-of-acme-0001");
        var off = await SendAsync(gateway, "off", "secret-of-off-00001");

        Assert.Equal(401, wrong.Status);
        Assert.Equal(wrong, unknown);
        Assert.Equal(wrong, off);
        Assert.Empty(backend.Received);
    }

    [Fact]
    public async Task A_monitored_tenant_is_forwarded_whatever_it_signs_and_not_said_to_be_one()
    {
        _directory.With("acme", "secret-of-acme-0001").With("new/only", "secret-of-new-00001").With("new/tenant.json", """{ "Mode": "Monitor" }""");
        await using var backend = await Upstream.StartAsync();
        await using var gateway = await StartAsync(backend, "");

        Assert.Equal(200, (await SendAsync(gateway, "new", "wrong")).Status);
        Assert.Equal(401, (await SendAsync(gateway, "acme", "wrong")).Status);
        Assert.Null(Assert.Single(backend.Received).Header("X-Gateway-Tenant"));
    }

    [Fact]
    public async Task A_condition_may_ask_for_the_tenant()
    {
        _directory.With("acme", "secret-of-acme-0001").With("globex", "secret-of-globex-01");
        await using var backend = await Upstream.StartAsync();
        await using var gateway = await StartAsync(backend, """, "Where": { "Value": "tenant", "In": [ "globex" ] }""");

        await SendAsync(gateway, "acme", "secret-of-acme-0001");
        await gateway.CountsAsync("ignored", 1);
        await SendAsync(gateway, "globex", "secret-of-globex-01");

        Assert.Equal("globex", Assert.Single(backend.Received).Header("X-Gateway-Tenant"));
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<(int Status, string Answer)> SendAsync(TestGateway gateway, string tenant, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{tenant}");
        request.Content = new StringContent(Body, System.Text.Encoding.UTF8, "application/json");
        request.Headers.Add("X-Sig", Hmac.Hex(secret, Body));
        request.Headers.Add("X-Gateway-Tenant", "forged");
        using var answer = await gateway.Client.SendAsync(request);
        var said = await answer.Content.ReadAsStringAsync();
        var text = said.StartsWith('{') ? JsonNode.Parse(said)!.AsObject() : new JsonObject { ["text"] = said };
        text.Remove("requestId");
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Date" or "Content-Length"))
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order(StringComparer.Ordinal);
        return ((int)answer.StatusCode, $"{string.Join('\n', headers)}\n{text.ToJsonString()}");
    }

    private Task<TestGateway> StartAsync(Upstream backend, string delivery)
    {
        var configuration = new TestConfiguration(backend.Url, $$"""
            { "Tenant": { "From": "path:tenant" }, "Deduplication": { "Key": "body:/id" },
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": { "Directory": "{{_directory.Path}}" } }{{delivery}} }
            """);
        return TestGateway.StartAsync(configuration.Change(root =>
            root["ReverseProxy"]!["Routes"]!["hooks"]!["Match"]!["Path"] = "/hooks/{tenant}"));
    }
}
