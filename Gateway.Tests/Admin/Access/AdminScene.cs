using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Admin.Access;

/// <summary>A gateway with a token of each kind, and who asks its admin listener with them.</summary>
internal sealed class AdminScene : IAsyncDisposable
{
    public const string Everything = "everything-token-0123456789abcdef";
    public const string Scrape = "scrape-token-0123456789abcdef0123";
    public const string Read = "read-token-0123456789abcdef012345";
    public const string Act = "act-token-0123456789abcdef0123456";

    private readonly Upstream _upstream;

    private AdminScene(Upstream upstream, TestConfiguration configuration, TestGateway gateway) =>
        (_upstream, Configuration, Gateway) = (upstream, configuration, gateway);

    public TestConfiguration Configuration { get; }

    public TestGateway Gateway { get; }

    public static async Task<AdminScene> StartAsync(TimeProvider? clock = null)
    {
        var upstream = await Upstream.StartAsync();
        var configuration = new TestConfiguration(upstream.Url, $$"""{ {{SignedWebhook.Scheme}} }""");
        (configuration.Environment["ALL"], configuration.Environment["SCRAPE"]) = (Everything, Scrape);
        (configuration.Environment["READ"], configuration.Environment["ACT"]) = (Read, Act);
        configuration.Change(root =>
        {
            root["Gateway"]!["Admin"]!["Token"] = "env:ALL";
            root["Gateway"]!["Tokens"] = JsonNode.Parse("""{ "Scrape": "env:SCRAPE", "Read": "env:READ", "Act": "env:ACT" }""");
        });
        return new AdminScene(upstream, configuration, await TestGateway.StartAsync(configuration, clock));
    }

    /// <summary>One of them by its name; null for none.</summary>
    public static string? Token(string name) => name switch
    {
        "all" => Everything,
        "scrape" => Scrape,
        "read" => Read,
        "act" => Act,
        "wrong" => "wrong-token-0123456789abcdef01234",
        _ => null,
    };

    public Task<HttpResponseMessage> AskAsync(string method, string path, string? token, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Gateway.AdminUrl, path));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (method == "POST")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        return SendAsync(request, headers);
    }

    /// <summary>As the page does.</summary>
    public Task<HttpResponseMessage> SignInAsync(string token, params (string Name, string Value)[] headers) => SendAsync(
        new HttpRequestMessage(HttpMethod.Post, new Uri(Gateway.AdminUrl, "/api/session"))
        {
            Content = new StringContent(new JsonObject { ["token"] = token }.ToJsonString(), Encoding.UTF8, "application/json"),
        },
        headers);

    /// <summary>The cookie of a browser that has signed in, for its next requests.</summary>
    public async Task<string> CookieAsync(string token)
    {
        using var answer = await SignInAsync(token);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        return Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split(';')[0];
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, (string Name, string Value)[] headers)
    {
        using (request)
        {
            foreach (var (name, value) in headers)
            {
                request.Headers.Add(name, value);
            }

            return await Gateway.Client.SendAsync(request);
        }
    }
}
