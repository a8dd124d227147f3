using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Admin.Deliveries;

/// <summary>Who is answered by the API of deliveries.</summary>
public sealed class DeliveryAccessTests
{
    private const string Token = "admin-token-0123456789";
    private const string DryRun = """{ "state": "dead", "dryRun": true }""";
    private const string ForgetWay = "/api/events/forget";
    private const string Forget = """{ "route": "hooks", "id": [ "evt_1" ] }""";
    private const string Some = "/api/deliveries/00000000-0000-0000-0000-000000000001";

    public static TheoryData<string, string> Ways =>
        new() { { "GET", "/api/deliveries" }, { "GET", "/api/deliveries?state=garbage" }, { "GET", Some }, { "GET", Some + "/body" }, { "POST", AdminApi.Replay }, { "POST", ForgetWay } };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task With_a_token_each_way_asks_for_it_before_it_looks_at_anything(string method, string path)
    {
        await using var scene = await QueueScene.StartAsync(change: root =>
            root["Gateway"]!["Admin"] = JsonNode.Parse("""{ "Url": "http://127.0.0.1:0", "Token": "env:ADMIN" }"""),
            store: configuration => configuration.Environment["ADMIN"] = Token);

        foreach (var authorization in (string?[])[null, "Bearer wrong", "Bearer", $"Basic {Token}", $"Bearer {Token}x"])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(scene, method, path, ("Authorization", authorization)));
            Assert.Equal(
                HttpStatusCode.Unauthorized,
                await AskAsync(scene, method, path, ("Authorization", authorization), contentType: "text/plain", body: "garbage"));
        }

        Assert.NotEqual(HttpStatusCode.Unauthorized, await AskAsync(scene, method, path, ("Authorization", $"Bearer {Token}")));
    }

    [Theory]
    [InlineData("Origin", "https://attacker.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "OWN", HttpStatusCode.OK)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "anything", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.OK)]
    [InlineData("Sec-Fetch-Site", "none", HttpStatusCode.OK)]
    [InlineData("Host", "rebound.attacker.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("Host", "localhost", HttpStatusCode.OK)]
    public async Task A_page_of_another_site_is_refused(string header, string value, HttpStatusCode expected)
    {
        await using var scene = await QueueScene.StartAsync();
        ArgumentNullException.ThrowIfNull(value);
        var sent = value.Replace("OWN", $"http://{scene.Gateway.AdminUrl.Authority}", StringComparison.Ordinal);

        Assert.Equal(expected, await AskAsync(scene, "GET", "/api/deliveries", (header, sent)));
        Assert.Equal(expected, await AskAsync(scene, "POST", AdminApi.Replay, (header, sent)));
        Assert.Equal(expected, await AskAsync(scene, "POST", ForgetWay, (header, sent)));
    }

    [Theory]
    [InlineData(16 * 1024, false, HttpStatusCode.OK)]
    [InlineData((16 * 1024) + 1, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData((16 * 1024) + 1, true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_beyond_16_KiB_is_refused(int bytes, bool isChunked, HttpStatusCode expected)
    {
        await using var scene = await QueueScene.StartAsync();

        Assert.Equal(expected, await AskAsync(scene, "POST", AdminApi.Replay, ("Transfer-Encoding", isChunked ? "chunked" : null), body: DryRun.PadRight(bytes)));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task While_the_store_is_away_it_says_so(string method, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        await using var redis = await RedisServer.StartAsync();
        await using var scene = await QueueScene.StartAsync(store: configuration => configuration.WithRedis(redis.Configuration, "00:00:01"));
        var expected = path.Contains("garbage", StringComparison.Ordinal) ? HttpStatusCode.BadRequest : HttpStatusCode.ServiceUnavailable;
        await redis.StopAsync();

        Assert.Equal(expected, await AskAsync(scene, method, path, default));
    }

    private static async Task<HttpStatusCode> AskAsync(
        QueueScene scene, string method, string path, (string? Name, string? Value) header, string contentType = "application/json", string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new AdminApi(scene.Gateway).Url(path));
        if (method == "POST")
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body ?? (path == ForgetWay ? Forget : DryRun)));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        if (header is { Name: not null, Value: not null })
        {
            Assert.True(request.Headers.TryAddWithoutValidation(header.Name, header.Value));
        }

        using var answer = await scene.Gateway.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
