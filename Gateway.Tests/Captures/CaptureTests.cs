using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Captures;

/// <summary>Which requests are kept, and what of them.</summary>
public sealed class CaptureTests
{
    private const string Hmac = $$"""{ {{SignedWebhook.Scheme}} }""";
    private const string NotOurs = "another secret";

    [Fact]
    public async Task A_refused_request_is_kept_as_it_was_received()
    {
        await using var scene = await CaptureScene.StartAsync(Hmac);
        var webhook = Forged("{\"a\":\u00e9}");
        await scene.SendAsync(Request(webhook, "/hook?b=1"));

        var kept = await scene.OnlyAsync();

        Assert.Equal(("hooks", "signature_invalid", "Signature"), (kept["route"]!.ToString(), kept["outcome"]!.ToString(), kept["stage"]!.ToString()));
        Assert.Equal(("POST", "/hook?b=1", 401), (kept["method"]!.ToString(), kept["target"]!.ToString(), (int)kept["statusCode"]!));
        Assert.Equal("header:X-Signature was made by none of the keys in force: 1 of 1", kept["detail"]!.ToString());
        Assert.Equal(webhook.Body, Convert.FromBase64String(kept["body"]!.ToString()));
        Assert.Contains(kept["headers"]!.AsArray(), header => header!["name"]!.ToString() == "X-Signature" && header["value"]!.ToString() == webhook.Sign(NotOurs));
        Assert.Equal("127.0.0.1", kept["client"]!.ToString());
        Assert.Empty(kept["bodyNote"]!.ToString());
    }

    /// <summary>Each would have to be hashed: of thousands that was the work of ninety forged requests.</summary>
    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public async Task Of_a_query_of_more_parameters_than_a_stage_reads_nothing_is_kept(int parameters, bool isHidden)
    {
        await using var scene = await CaptureScene.StartAsync(Hmac);
        var sent = "/hook?" + string.Join('&', Enumerable.Repeat("c=3", parameters));
        await scene.SendAsync(Request(Forged("{}"), sent));

        Assert.Equal(isHidden ? "/hook?{hidden}" : sent, (await scene.OnlyAsync())["target"]!.ToString());
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData(""", "Capture": "Refused" """, 1)]
    [InlineData(""", "Capture": "All" """, 2)]
    [InlineData(""", "Capture": "None" """, 0)]
    public async Task A_route_says_which(string capture, int count)
    {
        await using var scene = await CaptureScene.StartAsync($$"""{ {{SignedWebhook.Scheme}}{{capture}} }""");
        Assert.Equal(HttpStatusCode.OK, await scene.SendAsync(SignedWebhook.Event("evt_1").Request()));
        Assert.Equal(HttpStatusCode.Unauthorized, await scene.SendAsync(Request(Forged("{}"))));
        await scene.Gateway.CountsAsync("signature_invalid", 1);

        await scene.HasAsync(count);
    }

    [Fact]
    public async Task What_failed_behind_the_checks_is_kept_too()
    {
        await using var scene = await CaptureScene.StartAsync(Hmac, configuration => configuration.Change(root =>
            root["ReverseProxy"]!["Clusters"]!["backend"]!["Destinations"]!["one"]!["Address"] = "http://127.0.0.1:1/"));
        Assert.Equal(HttpStatusCode.BadGateway, await scene.SendAsync(SignedWebhook.Event("evt_1").Request()));

        Assert.Equal("backend_unreachable", (await scene.OnlyAsync())["outcome"]!.ToString());
    }

    [Fact]
    public async Task Nothing_is_kept_before_address_checks_and_budgets_have_passed()
    {
        await using var scene = await CaptureScene.StartAsync(
            $$"""{ {{SignedWebhook.Scheme}}, "RateLimit": { "Limit": 1, "Period": "01:00:00" } }""");
        Assert.Equal(HttpStatusCode.Unauthorized, await scene.SendAsync(Request(Forged("{}"))));
        Assert.Equal(HttpStatusCode.TooManyRequests, await scene.SendAsync(Request(Forged("{}"))));
        await scene.Gateway.ReloadAsync(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["IpAllowList"] = "192.0.2.0/24");
        Assert.Equal(HttpStatusCode.Forbidden, await scene.SendAsync(Request(Forged("{}"))));
        await scene.Gateway.CountsAsync("ip_not_allowed", 1);

        Assert.Equal("signature_invalid", (await scene.OnlyAsync())["outcome"]!.ToString());
    }

    [Fact]
    public async Task Of_a_body_that_is_too_long_nothing_is_kept_and_that_is_said()
    {
        await using var scene = await CaptureScene.StartAsync(
            Hmac, configuration => configuration.Change(root => root["Gateway"]!["Captures"] = new JsonObject { ["MaxBodyBytes"] = 10 }));
        await scene.SendAsync(Request(Forged("{\"a\":12345678}")));

        var kept = await scene.OnlyAsync();

        Assert.Equal((14, "the body is larger than Captures.MaxBodyBytes", ""), ((int)kept["receivedBytes"]!, kept["bodyNote"]!.ToString(), kept["body"]!.ToString()));
    }

    [Fact]
    public async Task A_list_is_filtered_and_paged()
    {
        await using var scene = await CaptureScene.StartAsync(Hmac);
        for (var number = 0; number < 5; number++)
        {
            await scene.SendAsync(Request(Forged("{}"), string.Create(CultureInfo.InvariantCulture, $"/{number}")));
        }

        await scene.HasAsync(5);
        Assert.Equal(5, (await scene.ListAsync("route=hooks&outcome=signature_invalid&client=127.0.0.1&from=2020-01-01&until=2100-01-01")).Count);
        Assert.Empty(await scene.ListAsync("outcome=body_invalid"));
        var (_, first) = await scene.Api.GetAsync("/api/captures?limit=3&newest=true");
        var after = JsonNode.Parse(first)!["next"]!.ToString();
        Assert.Equal(2, (await scene.ListAsync($"limit=3&newest=true&after={after}")).Count);
    }

    [Fact]
    public async Task In_bulk_each_is_a_line_with_all_that_is_kept_of_it()
    {
        await using var scene = await CaptureScene.StartAsync(Hmac);
        for (var number = 0; number < 3; number++)
        {
            await scene.SendAsync(Request(Forged("{}"), string.Create(CultureInfo.InvariantCulture, $"/{number}")));
        }

        await scene.HasAsync(3);
        var (status, text) = await scene.Api.GetAsync("/api/captures/export?limit=2");

        Assert.Equal(HttpStatusCode.OK, status);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(["/0", "/1"], lines.Select(line => line["target"]!.ToString()));
        Assert.Equal("{}", Encoding.UTF8.GetString(Convert.FromBase64String(lines[0]["body"]!.ToString())));
        Assert.Equal(HttpStatusCode.BadRequest, (await scene.Api.GetAsync("/api/captures/export?limit=100001")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await scene.Api.GetAsync("/api/captures/export?after=nonsense")).Status);
    }

    [Theory]
    [InlineData("limit=0", HttpStatusCode.BadRequest)]
    [InlineData("from=never", HttpStatusCode.BadRequest)]
    [InlineData("newest=perhaps", HttpStatusCode.BadRequest)]
    [InlineData("rout=hooks", HttpStatusCode.BadRequest)]
    [InlineData("after=nonsense", HttpStatusCode.BadRequest)]
    [InlineData("route=other", HttpStatusCode.OK)]
    public async Task A_query_that_is_not_understood_is_no_list(string query, HttpStatusCode status)
    {
        await using var scene = await CaptureScene.StartAsync(Hmac);

        Assert.Equal(status, (await scene.Api.GetAsync($"/api/captures?{query}")).Status);
    }

    [Fact]
    public async Task Without_the_token_nothing_is_told()
    {
        await using var scene = await CaptureScene.StartAsync(Hmac, configuration =>
        {
            configuration.Environment["ADMIN"] = "an admin token";
            configuration.Change(root => root["Gateway"]!["Admin"]!["Token"] = "env:ADMIN");
        });

        Assert.Equal(HttpStatusCode.Unauthorized, (await scene.Api.GetAsync("/api/captures")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await scene.Api.GetAsync($"/api/captures/{Guid.Empty}")).Status);
    }

    [Fact]
    public async Task What_is_not_kept_is_404()
    {
        await using var scene = await CaptureScene.StartAsync(Hmac);

        Assert.Equal(HttpStatusCode.NotFound, (await scene.Api.GetAsync($"/api/captures/{Guid.Empty}")).Status);
    }

    [Theory]
    [InlineData("Memory")]
    [InlineData("Sqlite")]
    public async Task Stored_it_is_listed_once_and_found(string store)
    {
        await using var scene = await CaptureScene.StartAsync(Hmac, configuration =>
        {
            if (store == "Sqlite")
            {
                configuration.WithSqlite();
            }

            CaptureScene.Stored(configuration);
        });
        await scene.SendAsync(Request(Forged("{}")));
        await scene.HasAsync(1);
        await scene.StoreAsync();

        Assert.Equal("{}", Encoding.UTF8.GetString(Convert.FromBase64String((await scene.OnlyAsync())["body"]!.ToString())));
    }

    private static SignedWebhook Forged(string body) => new(TimeProvider.System.GetUtcNow(), body);

    private static HttpRequestMessage Request(SignedWebhook webhook, string path = "/hook")
    {
        var request = webhook.Request(path);
        request.Headers.Remove(SignedWebhook.SignatureHeader);
        request.Headers.Add(SignedWebhook.SignatureHeader, webhook.Sign(NotOurs));
        return request;
    }
}
