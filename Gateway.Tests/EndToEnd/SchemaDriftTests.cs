using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Gateway.Verification.Schema;

namespace Gateway.Tests.EndToEnd;

/// <summary>What verified webhooks have that the schema does not know, asked of a running gateway.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class SchemaDriftTests : IAsyncLifetime
{
    private const string Path = "/api/schema/drift";
    private const string Schema = """{ "type": "object", "required": ["id"], "properties": { "id": { "type": "string" }, "state": { "enum": ["open", "shut"] } } }""";

    private readonly CommandLine _commandLine = new();
    private Upstream _upstream = null!;
    private TestConfiguration _configuration = null!;

    public async Task InitializeAsync()
    {
        _upstream = await Upstream.StartAsync();
        _configuration = new TestConfiguration(
            _upstream.Url, $$"""{ {{SignedWebhook.Scheme}}, "Schema": { "File": "hooks.schema.json", "Drift": true } }""").WithFile("hooks.schema.json", Schema);
    }

    public async Task DisposeAsync()
    {
        _commandLine.Dispose();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task Members_that_the_schema_does_not_know_are_found_and_what_no_webhook_has()
    {
        await using var gateway = await TestGateway.StartAsync(_configuration);

        await SendAsync(gateway, HttpStatusCode.OK, """{"id":"e1","state":"open","secret_4711":"4711"}""");
        await SendAsync(gateway, HttpStatusCode.OK, """{"id":"e2","state":"open"}""");
        await SendAsync(gateway, HttpStatusCode.UnprocessableEntity, """{"refused":1}""");

        var route = await RouteAsync(gateway);
        Assert.Equal(3, route["compared"]!.GetValue<int>());
        Assert.Equal(
            ["unknown /refused  1", "unknown /secret_4711  1", "value /state \"shut\" 0"],
            route["findings"]!.AsArray().Select(finding => $"{finding!["kind"]} {finding["place"]} {finding["name"]} {finding["count"]}"));
        Assert.DoesNotContain("\"4711\"", route.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sender_that_is_not_proven_leaves_no_trace()
    {
        await using var gateway = await TestGateway.StartAsync(_configuration);
        var webhook = new SignedWebhook(TimeProvider.System.GetUtcNow(), """{"id":"e1","forged":1}""");
        using var request = webhook.Request();
        request.Headers.Remove(SignedWebhook.SignatureHeader);
        request.Headers.Add(SignedWebhook.SignatureHeader, webhook.Sign("another secret"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.SendAsync(request)).Status);

        Assert.Equal(0, (await RouteAsync(gateway))["compared"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_flood_is_looked_at_now_and_then()
    {
        const int webhooks = 5 * SchemaDrift.MostPerSecond;
        await using var gateway = await TestGateway.StartAsync(_configuration, TestClock.New());
        for (var number = 0; number < webhooks; number++)
        {
            await SendAsync(gateway, HttpStatusCode.OK, $$"""{"id":"e{{number}}"}""");
        }

        var route = await RouteAsync(gateway);
        Assert.Equal(SchemaDrift.MostPerSecond, route["compared"]!.GetValue<int>());
        Assert.Equal(webhooks - SchemaDrift.MostPerSecond, route["passedOver"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_command_line_shows_it_in_80_columns_and_as_JSON()
    {
        await using var gateway = await TestGateway.StartAsync(_configuration);
        await SendAsync(gateway, HttpStatusCode.OK, $$"""{"id":"e1","{{new string('n', 100)}}":1,"line\nbreak":1}""");
        string[] config = ["--config", _configuration.Path];
        _commandLine.Environment["Gateway__Admin__Url"] = gateway.AdminUrl.ToString();

        Assert.True(await _commandLine.RunAsync(["schema", "drift", "hooks", .. config]) == 0, _commandLine.Error);
        var lines = _commandLine.Output.TrimEnd().Split(Environment.NewLine);
        Assert.DoesNotContain(lines, line => line.Length > 80);
        Assert.Equal("hooks", lines[0]);
        Assert.StartsWith("  compared 1 since ", lines[1], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("unknown ", StringComparison.Ordinal) && line.EndsWith("/line?break", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("unused ", StringComparison.Ordinal) && line.EndsWith(" /state", StringComparison.Ordinal));

        Assert.Equal(0, await _commandLine.RunAsync(["schema", "drift", "--json", .. config]));
        var json = _commandLine.Output[_commandLine.Output.IndexOf('{', StringComparison.Ordinal)..];
        Assert.Equal("hooks", JsonNode.Parse(json)!["routes"]![0]!["route"]!.GetValue<string>());

        Assert.Equal(2, await _commandLine.RunAsync(["schema", "drift", "other", .. config]));
        Assert.Contains("no such route", _commandLine.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_off_unless_asked_for_and_begins_anew_with_another_configuration()
    {
        await using var gateway = await TestGateway.StartAsync(_configuration);
        await SendAsync(gateway, HttpStatusCode.OK, """{"id":"e1","other":1}""");

        await gateway.ReloadAsync(root => root["Gateway"]!["Limits"] = new JsonObject { ["MaxBodyBytes"] = 100_000 }); // Any change.
        Assert.Equal(0, (await RouteAsync(gateway))["compared"]!.GetValue<int>());

        await gateway.ReloadAsync(root =>
            root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Schema"]!.AsObject().Remove("Drift"));
        var (status, text) = await new AdminApi(gateway).GetAsync(Path);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("No route", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_no_token_is_told_nothing()
    {
        _configuration.Environment["ADMIN"] = "admin-token-0123456789";
        _configuration.Change(root => root["Gateway"]!["Admin"]!["Token"] = "env:ADMIN");
        await using var gateway = await TestGateway.StartAsync(_configuration);

        Assert.Equal(HttpStatusCode.Unauthorized, (await new AdminApi(gateway).GetAsync(Path)).Status);
    }

    [Fact]
    public void Without_a_schema_there_is_nothing_to_compare_with() =>
        Assert.Contains(
            TestRoute.ProblemsOf($$"""{ {{SignedWebhook.Scheme}}, "Schema": { "Drift": true } }"""),
            problem => problem.Contains("Schema.Drift", StringComparison.Ordinal) && problem.Contains("no effect", StringComparison.Ordinal));

    private static async Task SendAsync(TestGateway gateway, HttpStatusCode status, string body)
    {
        using var request = new SignedWebhook(gateway.Clock.GetUtcNow(), body).Request();
        Assert.Equal(status, (await gateway.SendAsync(request)).Status);
    }

    private static async Task<JsonNode> RouteAsync(TestGateway gateway)
    {
        var (status, text) = await new AdminApi(gateway).GetAsync($"{Path}?route=hooks");
        Assert.True(status == HttpStatusCode.OK, text);
        return Assert.Single(JsonNode.Parse(text)!["routes"]!.AsArray())!;
    }
}
