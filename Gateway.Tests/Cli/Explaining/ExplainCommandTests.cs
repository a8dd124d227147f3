using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli.Explaining;

[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class ExplainCommandTests
{
    private const string DayLater = "2023-11-15T22:13:20Z";

    [Theory]
    [InlineData("/hooks/..;/orders")]
    [InlineData("/hooks/%2e%2e/orders")]
    [InlineData("/hooks\\orders")]
    public async Task A_path_that_no_route_takes_is_refused_before_any_stage(string target)
    {
        using var scene = new ExplainScene("github") { Target = target };

        Assert.Equal(1, await scene.RunAsync());

        Assert.Equal("refused: path_invalid", scene.LineOf("Verdict"));
        Assert.Equal("not reached", scene.LineOf("Signature"));
    }

    [Fact]
    public async Task The_stages_are_listed_in_their_order_with_what_they_found()
    {
        using var scene = new ExplainScene("stripe");
        Assert.Equal(0, await scene.RunAsync());

        var lines = scene.Output.Split('\n').SkipWhile(line => !line.StartsWith("Stage ", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.Length > 0);
        Assert.Equal(["Body", "Signature", "Replay", "Events", "Schema", "Deduplication"], lines.Select(line => line.Split(' ')[0]));
        Assert.Equal("passed       by the key 'env:SECRET'", scene.LineOf("Signature"));
        Assert.Equal("passed       signed at 2023-11-14T22:13:20Z", scene.LineOf("Replay"));
    }

    [Theory]
    [InlineData("stripe")] // the stamp in a header
    [InlineData("imggo")] // in the body
    [InlineData("livekit")] // in a token
    public async Task A_capture_of_yesterday_is_out_of_time_and_judged_at_its_own(string vector)
    {
        using var scene = new ExplainScene(vector);
        Assert.Equal(1, await scene.RunAsync("--at", DayLater));

        Assert.Equal("refused: timestamp_too_old", scene.LineOf("Verdict"));
        Assert.StartsWith("it would have been accepted", scene.LineOf("At its time"), StringComparison.Ordinal);
        Assert.StartsWith("passed", scene.LineOf("Deduplication"), StringComparison.Ordinal);
        Assert.Empty(scene.Mistake);
    }

    [Fact]
    public async Task That_it_is_out_of_time_is_one_finding_beside_another()
    {
        using var scene = new ExplainScene("stripe");
        scene.Body = [.. scene.Body, (byte)'\n'];
        Assert.Equal(1, await scene.RunAsync("--at", DayLater));

        Assert.Equal("refused: signature_invalid", scene.LineOf("Verdict"));
        Assert.Contains($"at {DayLater} it is out of time", scene.Output, StringComparison.Ordinal);
        Assert.Equal("The body ends with a line end that was not signed.", scene.Mistake);
        Assert.Equal("every stage that can be judged passes", scene.LineOf("Then"));
    }

    [Fact]
    public async Task A_secret_that_was_in_force_when_it_was_signed_is_not_the_mistake()
    {
        using var scene = new ExplainScene("stripe");
        scene.Signature["Secrets"] = new JsonArray(new JsonObject { ["Value"] = "env:SECRET", ["NotAfter"] = "2023-11-15T00:00:00Z" });
        Assert.Equal(1, await scene.RunAsync("--at", DayLater));

        Assert.StartsWith("it would have been accepted", scene.LineOf("At its time"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 0, "not judged")]
    [InlineData("203.0.113.9", 0, "passed")]
    [InlineData("198.51.100.1", 1, "refused      ip_not_allowed")]
    public async Task The_address_is_judged_if_it_is_given(string? client, int exitCode, string ruling)
    {
        using var scene = new ExplainScene("stripe");
        scene.Verification["IpAllowList"] = new JsonArray("203.0.113.0/24");
        Assert.Equal(exitCode, client is null ? await scene.RunAsync() : await scene.RunAsync("--client", client));

        Assert.StartsWith(ruling, scene.LineOf("IpAllowList"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/second", null, 0, "second")]
    [InlineData("/anywhere", null, 0, "hooks")]
    [InlineData("/second", "hooks", 0, "hooks")]
    public async Task The_route_is_the_one_that_routing_matches_or_the_one_that_is_named(string target, string? named, int exitCode, string route)
    {
        using var scene = new ExplainScene("github") { Target = target };
        scene.OtherRoutes["second"] = scene.Verification.DeepClone().AsObject();
        Assert.Equal(exitCode, named is null ? await scene.RunAsync() : await scene.RunAsync("--route", named));

        Assert.StartsWith($"{route} (provider 'github'), by ", scene.LineOf("Route"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--at", "yesterday", "'yesterday' is no time")]
    [InlineData("--client", "nobody", "'nobody' is no IP address")]
    [InlineData("--route", "hook", "No route is called 'hook'. Did you mean 'hooks'?")]
    public async Task Wrong_usage_ends_with_2(string option, string value, string problem)
    {
        using var scene = new ExplainScene("github");
        Assert.Equal(2, await scene.RunAsync(option, value));

        Assert.StartsWith(problem, scene.Error, StringComparison.Ordinal);
        Assert.Empty(scene.Output);
    }

    [Fact]
    public async Task A_file_that_is_not_there_ends_with_2()
    {
        using var commandLine = new CommandLine();
        Assert.Equal(2, await commandLine.RunAsync("explain", "/nowhere/request.http"));

        Assert.StartsWith("The request cannot be read", commandLine.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_configuration_is_told_whole_and_ends_with_2()
    {
        using var scene = new ExplainScene("github");
        scene.Environment.Remove("SECRET");
        Assert.Equal(2, await scene.RunAsync());

        Assert.Contains("1 problem", scene.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_secrets_of_other_routes_need_not_be_there()
    {
        using var scene = new ExplainScene("github");
        scene.OtherRoutes["second"] = JsonNode.Parse("""{ "Provider": "stripe", "Signature": { "Secrets": [ "env:NOT_HERE" ] } }""")!.AsObject();
        Assert.Equal(0, await scene.RunAsync());

        Assert.Contains("Other routes have 1 problems", scene.LineOf("Note"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_secret_of_the_route_itself_must_be_there()
    {
        using var scene = new ExplainScene("github") { Target = "/second" };
        scene.OtherRoutes["second"] = JsonNode.Parse("""{ "Provider": "stripe", "Signature": { "Secrets": [ "env:NOT_HERE" ] } }""")!.AsObject();
        Assert.Equal(2, await scene.RunAsync());

        Assert.Contains("env:NOT_HERE", scene.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_no_route_matches_is_answered_with_the_routes()
    {
        using var gateway = new ExplainScene("github") { Target = "/nowhere" };
        gateway.MatchOnly("/hooks", "POST");
        Assert.Equal(2, await gateway.RunAsync());

        Assert.StartsWith("No route matches POST /nowhere", gateway.Error, StringComparison.Ordinal);
        Assert.Contains("hooks: POST /hooks", gateway.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_header_lists_those_there_are()
    {
        using var scene = new ExplainScene("github");
        scene.Headers.RemoveAll(header => header.Name == "X-Hub-Signature-256");
        Assert.Equal(1, await scene.RunAsync());

        Assert.Equal("refused: signature_missing", scene.LineOf("Verdict"));
        Assert.Contains("There is no header 'X-Hub-Signature-256'.", scene.Output, StringComparison.Ordinal);
        Assert.Contains("The headers that there are: Host, X-GitHub-Event, X-GitHub-Delivery, Content-Type.", scene.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_value_that_is_missing_is_told_by_its_name()
    {
        using var scene = new ExplainScene("standard-webhooks") { Text = "{\"forged\":true}" };
        scene.Headers.RemoveAll(header => string.Equals(header.Name, "webhook-id", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(1, await scene.RunAsync());

        Assert.Equal("refused: signature_malformed", scene.LineOf("Verdict"));
        Assert.Equal("none", scene.LineOf("Finding"));
        Assert.Contains("Nothing that can be read stands at '{header:webhook-id}', which is signed.", scene.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cure_that_may_be_right_for_one_request_alone_says_so()
    {
        var told = await MadeMistake.All.Single(row => row.Title == "content: nothing but the URL, of a request without a body").ExplainAsync();

        Assert.Equal("content", told.Finding);
        Assert.StartsWith("the cure may be right for this request alone: the body is empty", told.LineOf("Only here"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_only_be_seen_is_told_as_that()
    {
        using var scene = new ExplainScene("github") { Text = "[object Object]" };
        Assert.Equal(1, await scene.RunAsync());

        Assert.Equal("body-object-text", scene.LineOf("Finding"));
        Assert.StartsWith("likely: ", scene.Mistake, StringComparison.Ordinal);
        Assert.StartsWith("none, it is only seen", scene.LineOf("Proof"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_no_route_takes_is_judged_by_the_nearest_route()
    {
        using var scene = new ExplainScene("github") { Target = "/hooks" };
        scene.MatchOnly("/hooks", "PUT");
        Assert.Equal(1, await scene.RunAsync());

        Assert.Equal("refused: no route takes it", scene.LineOf("Verdict"));
        Assert.Equal("method-not-routed", scene.LineOf("Finding"));
        Assert.Equal("every stage that can be judged passes", scene.LineOf("Then"));
    }

    [Fact]
    public async Task In_monitor_a_refusal_is_forwarded_and_still_explained()
    {
        using var scene = new ExplainScene("github");
        scene.Verification["Mode"] = "Monitor";
        scene.Body = [.. scene.Body, (byte)'\n'];
        Assert.Equal(1, await scene.RunAsync());

        Assert.StartsWith("the backend's own", scene.LineOf("Answer"), StringComparison.Ordinal);
        Assert.StartsWith("The body ends with a line end", scene.Mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("content_type_not_allowed", "", "The signature is right; the media type 'text/html' is not one that the route lets in.")]
    [InlineData("event_id_missing", "Nothing stands at body:/id", "")]
    public async Task A_refusal_that_is_not_the_signature_s_says_where_to_look(string outcome, string advice, string mistake)
    {
        using var scene = new ExplainScene("github");
        if (outcome == "event_id_missing")
        {
            scene.Verification["Deduplication"] = JsonNode.Parse("""{ "Key": "body:/id", "AllowUnsignedKey": null }""");
        }
        else
        {
            scene.Verification["Body"] = JsonNode.Parse("""{ "ContentTypes": [ "application/json" ] }""");
            scene["Content-Type"] = "text/html";
        }

        Assert.Equal(1, await scene.RunAsync());

        Assert.Equal($"refused: {outcome}", scene.LineOf("Verdict"));
        Assert.StartsWith(advice, scene.LineOf("Look at"), StringComparison.Ordinal);
        Assert.Equal(mistake, scene.Mistake);
    }

    [Fact]
    public async Task A_challenge_is_answered_and_accepted()
    {
        using var scene = new ExplainScene("slack") { Text = """{"type":"ignored","form":1}""" };
        scene["Content-Type"] = "application/x-www-form-urlencoded";
        scene.Text = "ssl_check=1";
        Assert.Equal(0, await scene.RunAsync());

        Assert.Equal("answered by the gateway: handshake", scene.LineOf("Verdict"));
    }

    [Fact]
    public async Task What_stands_in_a_schema_s_way_is_told_by_its_place()
    {
        using var scene = new ExplainScene("github") { Text = "{\"id\":1,\"id\":2}" };
        scene.SignAsGitHub(scene.Text);
        Assert.Equal(1, await scene.RunAsync());

        Assert.Equal("refused: body_invalid", scene.LineOf("Verdict"));
        Assert.Equal("refused      body_invalid: duplicate name", scene.LineOf("Schema"));
        Assert.StartsWith("Not JSON that every parser reads alike", scene.LineOf("Look at"), StringComparison.Ordinal);
        Assert.Empty(scene.Mistake);
    }

    [Fact]
    public async Task A_key_set_is_not_fetched_unless_it_is_asked_for()
    {
        using var scene = new ExplainScene("github");
        scene.Headers.Add(("Authorization", "Bearer a.b.c"));
        scene.Verification.Clear();
        scene.Verification["Signature"] = JsonNode.Parse("""
            { "Algorithm": "jwt", "From": "header:Authorization", "Prefix": "Bearer ", "KeySet": "https://keys.example.org/jwks.json", "Jwt": { "Algorithms": [ "RS256" ] } }
            """);
        Assert.Equal(1, await scene.RunAsync());

        Assert.Equal("not judged   the key is published by the provider, and fetched with --fetch-keys alone", scene.LineOf("Signature"));
        Assert.StartsWith("cannot be told", scene.LineOf("Verdict"), StringComparison.Ordinal);
    }
}
