using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests;

/// <summary>A wrong address leaves a trace, and nobody can make it a long one.</summary>
public sealed class UnmatchedRequestTests
{
    public static TheoryData<string, string, string, string> Requests => new()
    {
        { "POST", "/webhooks/strpe", "path", "Did you mean the route 'stripe'?" },
        { "POST", "/webhooks/stripe/", "", "" },
        { "GET", "/webhooks/stripe", "method", "The route 'stripe' has the path, and not the method." },
        { "POST", "/tenants/seven/hook", "conditions", "The route 'tenant' has the path, and other 'Hosts', 'Headers' or 'QueryParameters'." },
        { "POST", "/tenants/seven/hooks", "path", "Did you mean the route 'tenant'?" },
        { "POST", "/wp-login.php", "path", "nearest=" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_request_that_no_route_takes_is_counted_and_explained(string method, string path, string reason, string hint)
    {
        await using var gateway = await StartAsync(out var log);

        using var request = new HttpRequestMessage(new HttpMethod(method), path + "?token=hush");
        await gateway.SendAsync(request);

        Assert.Equal(reason.Length == 0 ? 0 : 1, (await ReasonsAsync(gateway)).GetValueOrDefault(reason));
        Assert.Equal(
            reason.Length == 0 ? [] : [$"({reason})", hint],
            Lines(log).SelectMany(line => new[] { $"({reason})", hint }.Where(part => line.Contains(part, StringComparison.Ordinal))));
        Assert.DoesNotContain(Lines(log), line => line.Contains("hush", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_could_turn_or_end_the_line_is_escaped()
    {
        await using var gateway = await StartAsync(out var log);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/a%E2%80%AEb%0Ac");
        await gateway.SendAsync(request);

        Assert.Contains(@"/a\u202Eb\u000Ac", Assert.Single(Lines(log)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scanner_behind_a_route_s_own_folder_hides_no_near_miss()
    {
        await using var gateway = await StartAsync(out var log);
        await Parallel.ForAsync(0, 2_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            using var scan = new HttpRequestMessage(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"/webhooks/{(char)('a' + (number % 26))}{number * 7919L:x}"));
            await gateway.SendAsync(scan);
        });

        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/strpe");
        await gateway.SendAsync(request);

        Assert.Contains("Did you mean the route 'stripe'? nearest=stripe such=1", Assert.Single(Lines(log), line => line.Contains("/webhooks/strpe", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_unknown_paths_make_no_more_series_and_few_lines()
    {
        await using var gateway = await StartAsync(out var log);

        await Parallel.ForAsync(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{(char)('a' + (number % 26))}{number * 7919L:x}");
            using var request = new HttpRequestMessage(HttpMethod.Post, number % 2 == 0 ? $"/{name}" : $"/webhooks/{name}");
            using var answer = await gateway.Client.SendAsync(request, CancellationToken.None);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        });

        var counts = await ReasonsAsync(gateway);
        Assert.Equal(10_000, counts["path"]);
        Assert.Superset(counts.Keys.ToHashSet(StringComparer.Ordinal), new HashSet<string>(["path", "method", "conditions"], StringComparer.Ordinal));
        Assert.InRange(Lines(log).Count, 1, 2 * (UnmatchedShapes.Most + UnmatchedShapes.MostNear)); // The test may take more than a minute.
    }

    private static IReadOnlyList<string> Lines(CapturedLog log) =>
        [.. log.Lines.Where(line => line.Contains("No route takes", StringComparison.Ordinal))];

    private static async Task<Dictionary<string, long>> ReasonsAsync(TestGateway gateway)
    {
        const string Start = "webhook_unmatched_total{reason=\"";
        var metrics = await gateway.Client.GetStringAsync(new Uri(gateway.AdminUrl, "/metrics"));
        return metrics.Split('\n').Where(line => line.StartsWith(Start, StringComparison.Ordinal)).ToDictionary(
            line => line[Start.Length..].Split('"')[0], line => long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    private static Task<TestGateway> StartAsync(out CapturedLog log)
    {
        log = new CapturedLog();
        var configuration = new TestConfiguration("http://127.0.0.1:9", """{ "Mode": "None", "Reason": "a test" }""") { Logger = log };
        return TestGateway.StartAsync(configuration.Change(root =>
        {
            var routes = root["ReverseProxy"]!["Routes"]!.AsObject();
            routes.Clear();
            routes["stripe"] = Route("""{ "Path": "/webhooks/stripe", "Methods": [ "POST" ] }""");
            routes["tenant"] = Route("""{ "Path": "/tenants/{tenant}/hook", "Hosts": [ "hooks.example.org" ] }""");
        }));
    }

    private static JsonObject Route(string match) => new()
    {
        ["ClusterId"] = "backend",
        ["Match"] = JsonNode.Parse(match),
        ["Verification"] = new JsonObject { ["Mode"] = "None", ["Reason"] = "a test" },
    };
}
