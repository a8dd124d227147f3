using System.Net;
using System.Text.Json.Nodes;
using Gateway.Admin;
using Gateway.Admin.Access;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Admin.Access;

public sealed class AdminAccessTests
{
    private static readonly string[] Tokens = ["none", "wrong", "scrape", "read", "act", "all"];

    /// <summary>What a token may, as the page says.</summary>
    private static readonly Dictionary<string, AdminAccess> Granted = new(StringComparer.Ordinal)
    {
        ["none"] = AdminAccess.None,
        ["wrong"] = AdminAccess.None,
        ["scrape"] = AdminAccess.Scrape,
        ["read"] = AdminAccess.Read,
        ["act"] = AdminAccess.Act,
        ["all"] = AdminAccess.Act,
    };

    [Fact]
    public async Task Every_endpoint_says_what_it_needs_and_the_page_says_the_same()
    {
        await using var scene = await AdminScene.StartAsync();

        var endpoints = EndpointsOf(scene.Gateway);

        Assert.DoesNotContain(endpoints, endpoint => endpoint.Metadata.GetMetadata<NeededAccess>() is null);
        Assert.Equal(
            Documented(),
            endpoints.Select(endpoint => $"{MethodOf(endpoint)} {endpoint.RoutePattern.RawText}: {NeededAccess.Of(endpoint)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_token_gets_as_far_as_it_may_on_every_endpoint()
    {
        await using var scene = await AdminScene.StartAsync();
        var wrong = new List<string>();
        var asked = 0;
        foreach (var endpoint in EndpointsOf(scene.Gateway).Where(endpoint => endpoint.RoutePattern.RawText != "/api/session"))
        {
            var path = endpoint.RoutePattern.RawText!
                .Replace("{id:guid}", Guid.Empty.ToString(), StringComparison.Ordinal)
                .Replace("{requestId}", "none", StringComparison.Ordinal)
                .Replace("{name}", "style.css", StringComparison.Ordinal);
            foreach (var token in Tokens)
            {
                using var answer = await scene.AskAsync(MethodOf(endpoint), path, AdminScene.Token(token));
                asked++;
                var (needed, granted) = (NeededAccess.Of(endpoint), Granted[token]);
                var expected = granted >= needed ? "through" : granted == AdminAccess.None ? "401" : "403";
                var found = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? $"{(int)answer.StatusCode}" : "through";
                if (found != expected)
                {
                    wrong.Add($"{token}: {MethodOf(endpoint)} {path}: {found}, expected {expected}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.InRange(asked, 80, int.MaxValue);
    }

    [Fact]
    public void What_says_nothing_is_for_who_may_act() =>
        Assert.Equal(AdminAccess.Act, NeededAccess.Of(new Endpoint(null, EndpointMetadataCollection.Empty, null)));

    [Fact]
    public async Task A_token_that_changes_in_its_file_is_asked_for_at_once_and_the_old_one_is_none_any_more()
    {
        await using var scene = await AdminScene.StartAsync();
        var file = Path.Combine(Path.GetDirectoryName(scene.Configuration.Path)!, "read-token");
        await File.WriteAllTextAsync(file, "first-token-0123456789abcdef01234\n");
        await scene.Gateway.ReloadAsync(root => root["Gateway"]!["Tokens"]!["Read"] = $"file:{file}");
        var cookie = await scene.CookieAsync("first-token-0123456789abcdef01234");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(scene, "first-token-0123456789abcdef01234"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(scene, null, ("Cookie", cookie)));

        await File.WriteAllTextAsync(file, "second-token-0123456789abcdef0123\n");
        await scene.Gateway.ReloadAsync(_ => { });

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(scene, "first-token-0123456789abcdef01234"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(scene, null, ("Cookie", cookie)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(scene, "second-token-0123456789abcdef0123"));
    }

    [Fact]
    public async Task A_token_alone_opens_no_more_than_it_may_and_without_the_others_nobody_may_do_the_rest()
    {
        await using var scene = await AdminScene.StartAsync();

        await scene.Gateway.ReloadAsync(root =>
        {
            root["Gateway"]!["Admin"]!.AsObject().Remove("Token");
            root["Gateway"]!["Tokens"] = JsonNode.Parse("""{ "Scrape": "env:SCRAPE" }""");
        });

        using var metrics = await scene.AskAsync("GET", "/metrics", AdminScene.Scrape);
        Assert.Equal(HttpStatusCode.OK, metrics.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(scene, AdminScene.Scrape));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(scene, AdminScene.Everything));
    }

    [Fact]
    public async Task One_token_for_two_kinds_is_a_problem()
    {
        await using var scene = await AdminScene.StartAsync();
        scene.Configuration.Environment["READ"] = AdminScene.Act;

        await scene.Gateway.ReloadAsync(root => root["Gateway"]!["Tokens"]!["Scrape"] = "env:ALL");

        var reload = scene.Gateway.Services.GetRequiredService<Gateway.Reading.ReloadState>();
        Assert.Equal(
            ["$.Gateway.Tokens.Scrape", "$.Gateway.Tokens.Act"], reload.Problems.Select(problem => problem.Path));
        Assert.DoesNotContain(reload.Problems, problem => problem.ToString().Contains(AdminScene.Act, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(scene, AdminScene.Read)); // what was in force still is
    }

    private static async Task<HttpStatusCode> StatusAsync(AdminScene scene, string? token, params (string, string)[] headers)
    {
        using var answer = await scene.AskAsync("GET", "/api/routes", token, headers);
        return answer.StatusCode;
    }

    private static List<RouteEndpoint> EndpointsOf(TestGateway gateway) =>
        [.. gateway.Services.GetRequiredService<AdminServer>().Endpoints.OfType<RouteEndpoint>()];

    private static string MethodOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is [{ } method, ..] ? method : "GET";

    /// <summary>The table of the page.</summary>
    private static IEnumerable<string> Documented() =>
        File.ReadLines(Repository.PathOf("docs", "dashboard.md"))
            .SkipWhile(line => line != "## What each request needs")
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|'))
            .Select(cells => $"{cells[1].Trim(' ', '`')}: {cells[2].Trim()}")
            .Order(StringComparer.Ordinal);
}
