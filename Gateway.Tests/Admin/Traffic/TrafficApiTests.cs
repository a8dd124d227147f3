using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Admin.Traffic;

/// <summary>What the dashboard reads of routes, outcomes, journeys and the configuration.</summary>
public sealed class TrafficApiTests : IAsyncLifetime
{
    private const string Verification = $$"""
        { {{SignedWebhook.Scheme}}, "Events": { "Type": "body:/type" }, "Deduplication": { "Key": "body:/id" } }
        """;

    private Upstream _upstream = null!;
    private TestConfiguration _configuration = null!;
    private TestGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _upstream = await Upstream.StartAsync();
        _configuration = new TestConfiguration(_upstream.Url, Verification).Change(root =>
            root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Signature"]!["Secrets"] = JsonNode.Parse(
                """[ { "Id": "2026", "Value": "env:SECRET", "NotAfter": "2099-01-01T00:00:00Z" }, { "Id": "2025", "Value": "env:OLD" } ]"""));
        _configuration.Environment["OLD"] = "whk_old_secret_0123456789abcdef";
        _configuration.Change(_ => { });
        _gateway = await TestGateway.StartAsync(_configuration);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task A_route_is_told_with_what_it_had_and_its_keys()
    {
        await SendAsync(SignedWebhook.Event("evt_1"));
        await SendAsync(SignedWebhook.Event("evt_2") with { Body = "forged"u8.ToArray() }, signature: new string('a', 64));

        var list = await GetAsync("/api/routes");

        Assert.Equal(1, list["total"]!.GetValue<int>());
        var route = Assert.Single(list["routes"]!.AsArray())!;
        Assert.Equal("hooks", route["facts"]!["route"]!.GetValue<string>());
        Assert.Equal("enforce", route["facts"]!["mode"]!.GetValue<string>());
        Assert.Equal((1, 1, 0), (Sum(route["passed"]!), Sum(route["refused"]!), Sum(route["failed"]!)));
        Assert.Equal((1, 1), (route["outcomes"]!["forwarded"]!.GetValue<int>(), route["outcomes"]!["signature_invalid"]!.GetValue<int>()));
        Assert.Equal(1, Sum(route["skew"]!));
        Assert.NotNull(route["verifiedAt"]);
        Assert.Equal(
            [("2026", true, true), ("2025", false, false)],
            route["keys"]!.AsArray().Select(key => (key!["id"]!.GetValue<string>(), key["notAfter"] is not null, key["lastUsed"] is not null)));
    }

    [Fact]
    public async Task Outcomes_are_listed_newest_first_and_each_filter_leaves_what_it_says()
    {
        await SendAsync(SignedWebhook.Event("evt_1"));
        await SendAsync(SignedWebhook.Event("evt_2"));
        await SendAsync(SignedWebhook.Event("evt_3"), signature: new string('a', 64));

        var all = await OutcomesAsync("");

        Assert.Equal(["signature_invalid", "forwarded", "forwarded"], all.Select(outcome => outcome["outcome"]!.GetValue<string>()));
        Assert.Equal("Signature", all[0]["stage"]!.GetValue<string>());
        Assert.Equal("evt_2", all[1]["eventId"]!.GetValue<string>());
        Assert.Null(all[0]["eventId"]); // what is not proven is not read
        Assert.Single(await OutcomesAsync("outcome=signature_invalid"));
        Assert.Single(await OutcomesAsync("end=refused"));
        Assert.Single(await OutcomesAsync("text=EVT_1"));
        Assert.Equal(3, (await OutcomesAsync("route=HOOKS")).Count);
        Assert.Empty(await OutcomesAsync("route=others"));
        Assert.Equal(2, (await OutcomesAsync($"after={all[2]["number"]}")).Count);
        Assert.Single(await OutcomesAsync("limit=1"));
    }

    [Theory]
    [InlineData("/api/outcomes?ende=refused")]
    [InlineData("/api/outcomes?end=lost")]
    [InlineData("/api/outcomes?limit=0")]
    [InlineData("/api/outcomes?limit=501")]
    [InlineData("/api/outcomes?after=x")]
    [InlineData("/api/outcomes?route=a&route=b")]
    [InlineData("/api/routes?limit=-1")]
    [InlineData("/api/traffic/tenants")]
    [InlineData("/api/traffic/tenants?route=hooks&limit=129")]
    [InlineData("/api/traffic/tenants?route=hooks&tenant=acme")]
    [InlineData("/api/routes?name=hooks")]
    [InlineData("/api/configuration/route")]
    public async Task What_is_no_query_is_refused_with_what_is_wrong(string path)
    {
        var (status, text) = await new AdminApi(_gateway).GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotEmpty(JsonNode.Parse(text)!["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_journey_is_told_stage_by_stage()
    {
        await SendAsync(SignedWebhook.Event("evt_1"));
        await SendAsync(SignedWebhook.Event("evt_2"), signature: new string('a', 64));
        var outcomes = await OutcomesAsync("");

        var refused = await GetAsync($"/api/requests/{outcomes[0]["requestId"]}");
        var passed = await GetAsync($"/api/requests/{outcomes[1]["requestId"]}");

        Assert.Equal(["passed", "stopped", "not reached", "not reached", "not reached", "not reached"], Results(refused));
        Assert.Equal("Signature", refused["steps"]![1]!["stage"]!.GetValue<string>());
        Assert.NotNull(refused["capture"]);
        Assert.Equal(["passed", "passed", "passed", "passed", "passed", "passed"], Results(passed));
        Assert.Null(passed["capture"]);
        var (status, _) = await new AdminApi(_gateway).GetAsync("/api/requests/unknown");
        Assert.Equal(HttpStatusCode.NotFound, status);
    }

    [Fact]
    public async Task A_kept_request_is_explained_with_the_cure_by_the_file_as_it_is_now()
    {
        var webhook = SignedWebhook.Event("evt_1");
        await SendAsync(webhook, signature: webhook.Sign("whk_new_secret_0123456789abcdef"));
        _configuration.Environment["NEW"] = "whk_new_secret_0123456789abcdef";
        var capture = (await GetAsync("/api/captures"))["captures"]![0]!["id"]!.GetValue<string>();

        var before = await GetAsync($"/api/captures/{capture}/explanation");
        _configuration.Change(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Signature"]!["Secrets"]!.AsArray().Add("env:NEW"));
        var after = await GetAsync($"/api/captures/{capture}/explanation");

        Assert.False(before["isAccepted"]!.GetValue<bool>());
        Assert.Contains("refused: signature_invalid", Lines(before, "Verdict"));
        Assert.Contains("none", Lines(before, "Finding")); // the secret is at hand nowhere
        Assert.True(after["isAccepted"]!.GetValue<bool>());
        Assert.Null(after["problem"]);
    }

    [Fact]
    public async Task The_configuration_in_force_is_shown_with_its_preset_and_without_where_secrets_are()
    {
        await _gateway.ReloadAsync(root =>
        {
            var route = root["ReverseProxy"]!["Routes"]!["hooks"]!;
            route["Verification"] = JsonNode.Parse(
                """{ "Provider": "stripe", "Signature": { "Secrets": [ { "Id": "live", "Value": "env:SECRET" }, "env:OLD" ] } }""");
        });

        var section = await GetAsync("/api/configuration/route?name=hooks");
        var configuration = await GetAsync("/api/configuration");

        Assert.Equal("header:Stripe-Signature[v1]", section["Signature"]!["From"]!.GetValue<string>()); // of the preset
        Assert.Equal("""[{"Id":"live"},{"Id":"env:OLD"}]""", section["Signature"]!["Secrets"]!.ToJsonString());
        Assert.True(configuration["isCurrent"]!.GetValue<bool>());
        Assert.Equal(["hooks"], configuration["routes"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.NotNull(configuration["appliedAt"]);
    }

    [Fact]
    public async Task A_refused_reload_is_shown_with_its_problems_and_what_is_in_force_stays()
    {
        await _gateway.ReloadAsync(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Provder"] = "stripe");

        var configuration = await GetAsync("/api/configuration");

        Assert.False(configuration["isCurrent"]!.GetValue<bool>());
        Assert.Contains("Provder", Assert.Single(configuration["problems"]!.AsArray())!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("hmac-sha256", (await GetAsync("/api/configuration/route?name=hooks"))["Signature"]!["Algorithm"]!.GetValue<string>());
    }

    [Fact]
    public async Task No_answer_holds_a_secret()
    {
        var webhook = SignedWebhook.Event("evt_1");
        await SendAsync(webhook);
        await SendAsync(SignedWebhook.Event("evt_2"), signature: new string('a', 64));
        var capture = (await GetAsync("/api/captures"))["captures"]![0]!["id"]!.GetValue<string>();
        var request = (await OutcomesAsync(""))[0]["requestId"]!.GetValue<string>();

        string[] paths =
        [
            "/api/session", "/api/routes", "/api/outcomes", $"/api/requests/{request}", "/api/configuration", "/api/configuration/route?name=hooks",
            "/api/captures", $"/api/captures/{capture}", $"/api/captures/{capture}/explanation", "/metrics", "/",
        ];
        var leaks = new List<string>();
        foreach (var path in paths)
        {
            var (status, text) = await new AdminApi(_gateway).GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, status);
            if (_configuration.Environment.Values.Any(secret => text.Contains(secret, StringComparison.Ordinal)))
            {
                leaks.Add(path);
            }
        }

        Assert.Empty(leaks);
    }

    private static int Sum(JsonNode counts) => counts.AsArray().Sum(count => count!.GetValue<int>());

    private static IEnumerable<string> Results(JsonNode journey) =>
        journey["steps"]!.AsArray().Select(step => step!["result"]!.GetValue<string>());

    private static IEnumerable<string> Lines(JsonNode explanation, string name) =>
        explanation["lines"]!.AsArray().Where(line => line!["name"]!.GetValue<string>() == name).Select(line => line!["text"]!.GetValue<string>());

    /// <summary>Sends it, and returns when it has been recorded.</summary>
    private async Task SendAsync(SignedWebhook webhook, string? signature = null)
    {
        var before = (await OutcomesAsync("")).Count;
        using var request = webhook.Request();
        if (signature is not null)
        {
            request.Headers.Remove(SignedWebhook.SignatureHeader);
            request.Headers.Add(SignedWebhook.SignatureHeader, signature);
        }

        await _gateway.SendAsync(request);
        await Eventually.IsTrueAsync(async () => (await OutcomesAsync("")).Count > before, "it is listed");
    }

    private async Task<List<JsonNode>> OutcomesAsync(string query) =>
        [.. (await GetAsync($"/api/outcomes?{query}"))["outcomes"]!.AsArray().Select(outcome => outcome!)];

    private async Task<JsonNode> GetAsync(string path)
    {
        var (status, text) = await new AdminApi(_gateway).GetAsync(path);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {text}");
        return JsonNode.Parse(text)!;
    }
}
