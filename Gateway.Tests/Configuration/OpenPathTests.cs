using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Configuration;

/// <summary>Which routes stand open for what another verifies, by what their requests arrive at.</summary>
public sealed class OpenPathTests
{
    /// <summary>
    /// A verified route and an open one, each with a cluster of its own. Left out: the address <c>http://127.0.0.1:81</c>, and the mode
    /// <c>None</c> of the open one.
    /// </summary>
    public static TheoryData<string, string> Problems => new()
    {
        // The same address.
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/{**all}" }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/hooks/orders/{**rest}" }""" },
        { """{ "Path": "/hooks/{name}" }""", """{ "Path": "/{folder}/orders" }""" },
        { """{ "Path": "/hooks/{**rest}" }""", """{ "Path": "/{**all}", "Address": "http://localhost:81" }""" },
        { """{ "Path": "/hooks/{**rest}" }""", """{ "Path": "/{**all}", "Address": "http://LOCALHOST.:81/" }""" },
        { """{ "Path": "/hooks/{**rest}" }""", """{ "Path": "/{**all}", "Address": "http://app.localhost:81/" }""" },
        { """{ "Path": "/hooks/{**rest}" }""", """{ "Path": "/{**all}", "Address": "http://[::1]:81" }""" },
        { """{ "Path": "/hooks/{**rest}" }""", """{ "Path": "/{**all}", "Address": "http://[0:0:0:0:0:0:0:1]:81" }""" },
        { """{ "Path": "/hooks/{**rest}" }""", """{ "Path": "/{**all}", "Address": "http://[::ffff:127.0.0.1]:81" }""" },
        { """{ "Path": "/hooks/{**rest}" }""", """{ "Path": "/{**all}", "Address": "http://2130706433:81" }""" },
        { """{ "Path": "/hooks/{**rest}" }""", """{ "Path": "/{**all}", "Address": "http://127.0.0.2:81" }""" },
        {
            """{ "Path": "/hooks/orders", "Methods": [ "POST" ] }""",
            """{ "Path": "/hooks/orders", "Methods": [ "GET" ], "Transforms": [ { "HttpMethodChange": "get", "Set": "POST" } ] }"""
        },
        {
            """{ "Path": "/hooks/orders", "Methods": [ "POST" ], "Transforms": [ { "HttpMethodChange": "POST", "Set": "PUT" } ] }""",
            """{ "Path": "/hooks/{name}", "Methods": [ "PUT" ] }"""
        },
        { """{ "Path": "/hooks/{**rest}" }""", """{ "Path": "/{**all}", "Address": "http://0.0.0.0:81" }""" },
        { """{ "Path": "/hooks/{**rest}", "Address": "http://App.Example" }""", """{ "Path": "/{**all}", "Address": "http://app.example.:80/" }""" },
        { """{ "Path": "/hooks/{**rest}", "Address": "https://app.example" }""", """{ "Path": "/{**all}", "Address": "https://app.example:443/" }""" },
        { """{ "Path": "/hooks/{**rest}", "Address": "http://app.example:443" }""", """{ "Path": "/{**all}", "Address": "https://app.example" }""" },
        { """{ "Path": "/hooks/{**rest}", "Address": "http://b\u00fccher.example" }""", """{ "Path": "/{**all}", "Address": "http://xn--bcher-kva.example" }""" },

        // Names of virtual hosts: two that are known differ, unless the sender has the choice.
        { """{ "Path": "/hooks/{**rest}", "Host": "hooks.example" }""", """{ "Path": "/{**all}" }""" },
        { """{ "Path": "/hooks/{**rest}", "Host": "hooks.example" }""", """{ "Path": "/{**all}", "Host": "HOOKS.example" }""" },
        {
            """{ "Path": "/hooks/{**rest}", "Host": "hooks.example" }""",
            """{ "Path": "/{**all}", "Host": "www.example", "Transforms": [ { "RequestHeaderOriginalHost": "true" } ] }"""
        },

        // Transforms of the open one.
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/public/{**rest}", "Transforms": [ { "PathRemovePrefix": "/public" } ] }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/PUBLIC/{**rest}", "Transforms": [ { "PathRemovePrefix": "public" } ] }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/public/{**rest}", "Transforms": [ { "PathRemovePrefix": "/public/" } ] }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/{a}/hooks/{b}", "Transforms": [ { "PathRemovePrefix": "/x" } ] }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/orders", "Transforms": [ { "PathPrefix": "/hooks" } ] }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/{name}", "Transforms": [ { "PathPrefix": "hooks/" } ] }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/status", "Transforms": [ { "PathSet": "/Hooks/Orders/" } ] }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/status", "Transforms": [ { "PathSet": "/a/../hooks/orders" } ] }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/status", "Transforms": [ { "PathSet": "/hooks\\orders" } ] }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/api/{name}", "Transforms": [ { "PathPattern": "/hooks/{name}" } ] }""" },
        { """{ "Path": "/hooks/a/b" }""", """{ "Path": "/api/{**name}", "Transforms": [ { "PathPattern": "/hooks/{**name}" } ] }""" },
        { """{ "Path": "/hooks/a/b" }""", """{ "Path": "/api/{**name}", "Transforms": [ { "PathPattern": "/hooks/{name}" } ] }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/api/{name}", "Transforms": [ { "PathPattern": "/hooks/{other}" } ] }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/api/{a}-{b}", "Transforms": [ { "PathPattern": "/{a}/{b}" } ] }""" },
        {
            """{ "Path": "/hooks/orders" }""",
            """{ "Path": "/public/{**rest}", "Transforms": [ { "PathRemovePrefix": "/public" }, { "PathPrefix": "/site" }, { "PathRemovePrefix": "/site" } ] }"""
        },

        // Transforms of the verified one.
        { """{ "Path": "/in/orders", "Transforms": [ { "PathSet": "/hooks/orders" } ] }""", """{ "Path": "/hooks/{name}" }""" },
        { """{ "Path": "/in/{**rest}", "Transforms": [ { "PathRemovePrefix": "/in" } ] }""", """{ "Path": "/public/{**rest}" , "Transforms": [ { "PathRemovePrefix": "/public" } ] }""" },
        { """{ "Path": "/in/{name}", "Transforms": [ { "PathPattern": "/hooks/{name}" } ] }""", """{ "Path": "/hooks/{**rest}" }""" },

        // Destinations with a path.
        { """{ "Path": "/orders", "Address": "http://127.0.0.1:81/hooks" }""", """{ "Path": "/hooks/{name}" }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/{name}", "Address": "http://127.0.0.1:81/Hooks/" }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/x", "Address": "http://127.0.0.1:81/a%2Fb" }""" },

        // Monitored.
        { """{ "Path": "/hooks/orders", "Methods": [ "POST" ] }""", """{ "Path": "/{**all}", "Mode": "Monitor" }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/new/{**rest}", "Mode": "Monitor", "Transforms": [ { "PathRemovePrefix": "/new" } ] }""" },
        { """{ "Path": "/hooks/orders", "Mode": "Monitor" }""", """{ "Path": "/{**all}" }""" },
    };

    public static TheoryData<string, string> Fine => new()
    {
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/{**all}", "Address": "http://127.0.0.1:82" }""" },
        { """{ "Path": "/hooks/orders", "Address": "http://app.example" }""", """{ "Path": "/{**all}", "Address": "https://app.example" }""" },
        { """{ "Path": "/hooks/orders", "Address": "http://app.example" }""", """{ "Path": "/{**all}", "Address": "http://www.app.example" }""" },
        { """{ "Path": "/hooks/orders", "Host": "hooks.example" }""", """{ "Path": "/{**all}", "Host": "www.example" }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/public/{**rest}" }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/hooks/orders/{id}" }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/" }""" },
        { """{ "Path": "/hooks/{**rest}" }""", """{ "Path": "/hooks/health" }""" },
        { """{ "Path": "/hooks/{**rest}" }""", """{ "Path": "/health", "Transforms": [ { "PathSet": "/hooks/health" } ] }""" },
        { """{ "Path": "/hooks/orders", "Methods": [ "POST" ] }""", """{ "Path": "/{**all}", "Methods": [ "GET", "HEAD" ] }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/public/{**rest}", "Transforms": [ { "PathRemovePrefix": "/public" }, { "PathPrefix": "/site" } ] }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/public/hooks/{name}", "Transforms": [ { "PathRemovePrefix": "/pub" } ] }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/{**all}", "Transforms": [ { "PathSet": "/index.html" } ] }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/{**all}", "Transforms": [ { "PathPrefix": "/site" } ] }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/api/{name}", "Transforms": [ { "PathPattern": "/hooks/{name}/info" } ] }""" },
        { """{ "Path": "/in/orders", "Transforms": [ { "PathSet": "/internal/orders" } ] }""", """{ "Path": "/in/{**rest}" }""" },
        { """{ "Path": "/{**rest}", "Address": "http://127.0.0.1:81/hooks" }""", """{ "Path": "/pages/{**all}", "Address": "http://127.0.0.1:81/site" }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/new/{**rest}", "Mode": "Monitor" }""" },
        { """{ "Path": "/hooks/orders", "Mode": "Monitor" }""", """{ "Path": "/{**all}", "Mode": "Monitor" }""" },
        { """{ "Path": "/hooks/orders" }""", """{ "Path": "/{**all}", "Mode": "Enforce" }""" },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task A_route_that_stands_open_for_what_another_verifies_is_a_problem(string verified, string open)
    {
        var key = Parse(open)["Transforms"]?.ToJsonString().Contains("Path", StringComparison.Ordinal) == true ? "Transforms" : "Match";

        Assert.StartsWith(
            $"$.ReverseProxy.Routes.open.{key}: is open",
            Assert.Single(await ProblemsAsync(verified, open)).Replace(", being monitored only,", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Fine))]
    public async Task A_route_that_reaches_nothing_of_it_is_none(string verified, string open) => Assert.Empty(await ProblemsAsync(verified, open));

    [Fact]
    public async Task Every_destination_of_a_cluster_is_looked_at()
    {
        using var configuration = Configuration("""{ "Path": "/hooks/orders" }""", """{ "Path": "/{**all}", "Address": "http://127.0.0.1:82" }""");
        configuration.Change(root =>
        {
            root["ReverseProxy"]!["Clusters"]!["of-open"]!["Destinations"]!["two"] = new JsonObject { ["Address"] = "http://127.0.0.1:83" };
            root["ReverseProxy"]!["Clusters"]!["of-verified"]!["Destinations"]!["two"] = new JsonObject { ["Address"] = "http://localhost:83/" };
        });

        var problem = Assert.Single((await GatewayHost.CheckAsync(configuration.Options)).Problems).ToString();

        Assert.Contains("the route 'verified' verifies (at the backend '/hooks/orders'), and leads to the same address, localhost:83:", problem, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> ProblemsAsync(string verified, string open)
    {
        using var configuration = Configuration(verified, open);
        return [.. (await GatewayHost.CheckAsync(configuration.Options)).Problems.Select(problem => problem.ToString())];
    }

    private static TestConfiguration Configuration(string verified, string open) => new TestConfiguration("http://127.0.0.1:81", "{}").Change(root =>
    {
        var (routes, clusters) = (new JsonObject(), new JsonObject());
        root["ReverseProxy"] = new JsonObject { ["Routes"] = routes, ["Clusters"] = clusters };
        Add("verified", Parse(verified), "Enforce");
        Add("open", Parse(open), "None");

        void Add(string name, JsonObject row, string mode)
        {
            mode = row["Mode"]?.GetValue<string>() ?? mode;
            var destination = new JsonObject { ["Address"] = row["Address"]?.GetValue<string>() ?? "http://127.0.0.1:81" };
            if (row["Host"] is { } host)
            {
                destination["Host"] = host.GetValue<string>();
            }

            clusters["of-" + name] = new JsonObject { ["Destinations"] = new JsonObject { ["one"] = destination } };
            routes[name] = new JsonObject
            {
                ["ClusterId"] = "of-" + name,
                ["Match"] = new JsonObject { ["Path"] = row["Path"]!.GetValue<string>(), ["Methods"] = row["Methods"]?.DeepClone() },
                ["Transforms"] = row["Transforms"]?.DeepClone(),
                ["Verification"] = JsonNode.Parse(mode == "None"
                    ? """{ "Mode": "None", "Reason": "a test" }"""
                    : $$"""{ "Mode": "{{mode}}", {{SignedWebhook.Scheme}} }"""),
            };
        }
    });

    private static JsonObject Parse(string row) => JsonNode.Parse(row)!.AsObject();
}
