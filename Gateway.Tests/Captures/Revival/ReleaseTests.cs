using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Captures;
using Gateway.Storage.Captures;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Captures.Revival;

/// <summary>Kept requests are judged again by the configuration in force, at their own time, and passed on as they would have been.</summary>
public sealed class ReleaseTests
{
    private const string Hmac = $$"""{ {{SignedWebhook.Scheme}} }""";
    private const string Deduplicating = $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" } }""";
    private const string ByToken = """{ "Signature": { "Algorithm": "shared-token", "From": "header:X-Sender", "Secrets": "env:SECRET" } }""";
    private const string All = """{"all":true}""";

    [Fact]
    public async Task Hours_later_it_verifies_as_of_its_reception()
    {
        var clock = TestClock.New();
        await using var scene = await CaptureScene.StartWronglyAsync(Hmac, clock: clock);
        var webhook = SignedWebhook.Event("evt_1", clock);
        Assert.Equal(HttpStatusCode.Unauthorized, await scene.SendAsync(webhook.Request("/hook?a=%20b&c=")));
        await scene.HasAsync(1);
        var received = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromHours(5));
        await scene.MendAsync();

        Assert.Equal(["signature_invalid released forwarded 200"], await scene.ResultsAsync(All));

        var got = Assert.Single(scene.Upstream.Received);
        Assert.Equal(("POST", "/hook?a=%20b&c="), (got.Method, got.Target));
        Assert.Equal(webhook.Body, got.Body);
        Assert.Equal(webhook.Signature, got.Header(SignedWebhook.SignatureHeader));
        Assert.Equal(received.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), got.Header("X-Gateway-Verified-At"));
        Assert.Equal("application/json", got.Header("Content-Type"));
        var release = (await scene.OnlyAsync())["release"]!;
        Assert.Equal(("released", "forwarded", 200), (release["state"]!.ToString(), release["outcome"]!.ToString(), (int)release["statusCode"]!));
        Assert.Empty(await scene.ResultsAsync(All)); // and once
        await scene.Gateway.HoldsNothingAsync();
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_released_and_changes_nothing()
    {
        await using var scene = await CaptureScene.StartWronglyAsync(Deduplicating);
        await scene.SendAsync(SignedWebhook.Event("evt_1").Request());
        await scene.HasAsync(1);
        Assert.Equal(["signature_invalid refused signature_invalid 401"], await scene.ResultsAsync("""{"dryRun":true}"""));
        await scene.MendAsync();
        var before = scene.Gateway.Count("forwarded");

        Assert.Equal(["signature_invalid would_release forwarded 0"], await scene.ResultsAsync("""{"dryRun":true}"""));
        Assert.Equal(["signature_invalid would_release forwarded 0"], await scene.ResultsAsync("""{"dryRun":true}"""));

        Assert.Empty(scene.Upstream.Received);
        Assert.Equal(before, scene.Gateway.Count("forwarded"));
        Assert.Equal("kept", (await scene.OnlyAsync())["release"]!["state"]!.ToString());
        Assert.Equal(["signature_invalid released forwarded 200"], await scene.ResultsAsync(All)); // No claim was left.
    }

    [Fact]
    public async Task Of_copies_of_one_event_one_is_passed_on()
    {
        await using var scene = await CaptureScene.StartWronglyAsync(Deduplicating);
        await scene.SendAsync(SignedWebhook.Event("evt_1").Request());
        await scene.SendAsync(SignedWebhook.Event("evt_1").Request());
        await scene.HasAsync(2);
        await scene.MendAsync();

        Assert.Equal(["signature_invalid released forwarded 200", "signature_invalid released duplicate 200"], await scene.ResultsAsync(All));
        Assert.Single(scene.Upstream.Received);
    }

    [Fact]
    public async Task In_a_route_that_queues_it_is_queued()
    {
        await using var scene = await CaptureScene.StartWronglyAsync($$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" }, "Delivery": { "Mode": "Queue" } }""");
        await scene.SendAsync(SignedWebhook.Event("evt_1").Request());
        await scene.HasAsync(1);
        await scene.MendAsync();

        Assert.Equal(["signature_invalid released queued 200"], await scene.ResultsAsync(All));

        await Eventually.IsTrueAsync(() => Task.FromResult(scene.Upstream.Received.Count == 1), "it is delivered");
    }

    [Theory]
    [InlineData("Enforce", "refused signature_invalid 401")]
    [InlineData("Monitor", "refused signature_invalid 401")]
    [InlineData("None", "not_judged  0")]
    public async Task Nothing_that_does_not_verify_is_released_whatever_the_mode_has_become(string mode, string result)
    {
        await using var scene = await CaptureScene.StartAsync(Hmac);
        await scene.SendAsync(Forged());
        await scene.HasAsync(1);
        await scene.Gateway.ReloadAsync(root =>
        {
            var route = root["ReverseProxy"]!["Routes"]!["hooks"]!;
            route["Verification"] = mode == "None"
                ? new JsonObject { ["Mode"] = mode, ["Reason"] = "a test" }
                : JsonNode.Parse($$"""{ {{SignedWebhook.Scheme}}, "Mode": "{{mode}}" }""");
        });

        Assert.Equal([$"signature_invalid {result}"], await scene.ResultsAsync(All));

        Assert.Empty(scene.Upstream.Received);
    }

    [Fact]
    public async Task What_a_monitored_route_has_passed_on_is_not_passed_on_again()
    {
        await using var scene = await CaptureScene.StartAsync($$"""{ {{SignedWebhook.Scheme}}, "Mode": "Monitor" }""");
        await scene.SendAsync(Forged());
        var kept = await scene.OnlyAsync();

        Assert.Equal("passed_on", kept["release"]!["state"]!.ToString());
        Assert.Empty(await scene.ResultsAsync(All));
        var one = (await scene.ReleaseAsync($$"""{"id":"{{kept["id"]}}"}"""))["results"]![0]!;
        Assert.Equal(("skipped", "it was passed on when it was received"), (one["result"]!.ToString(), one["reason"]!.ToString()));
        Assert.Single(scene.Upstream.Received);
    }

    [Fact]
    public async Task A_token_that_was_not_kept_is_put_back_where_the_configuration_has_it()
    {
        await using var scene = await CaptureScene.StartWronglyAsync(ByToken);
        await scene.SendAsync(WithToken(TestConfiguration.Secret));
        await scene.SendAsync(WithToken("a stranger's"));
        await scene.HasAsync(2);
        await scene.MendAsync();

        var results = (await scene.ReleaseAsync(All))["results"]!.AsArray();

        Assert.Equal(["released", "not_judged"], results.Select(one => one!["result"]!.ToString()));
        Assert.Equal("header:X-Sender is not kept, and is none of the route's secrets", results[1]!["reason"]!.ToString());
        Assert.Equal(TestConfiguration.Secret, Assert.Single(scene.Upstream.Received).Header("X-Sender"));
    }

    [Theory]
    [InlineData(false, "not_judged", 0)]
    [InlineData(true, "released", 1)]
    public async Task A_header_that_is_not_kept_and_not_read_is_left_out_on_request(bool drops, string result, int passedOn)
    {
        await using var scene = await CaptureScene.StartWronglyAsync(Hmac);
        var request = SignedWebhook.Event("evt_1").Request();
        request.Headers.Add("Cookie", "a=1");
        await scene.SendAsync(request);
        await scene.HasAsync(1);
        await scene.MendAsync();

        var one = (await scene.ReleaseAsync($$"""{"all":true,"dropHidden":{{(drops ? "true" : "false")}}}"""))["results"]![0]!;

        Assert.Equal(result, one["result"]!.ToString());
        Assert.Equal(passedOn, scene.Upstream.Received.Count);
        Assert.DoesNotContain(scene.Upstream.Received, received => received.Header("Cookie") is not null);
    }

    [Theory]
    [InlineData(503, "failed forwarded 503", 1)]
    [InlineData(400, "failed forwarded 400", 2)]
    public async Task What_the_backend_does_not_take_stays_and_one_that_is_away_ends_the_release(int status, string result, int tried)
    {
        await using var scene = await CaptureScene.StartWronglyAsync(Hmac);
        await scene.SendAsync(SignedWebhook.Event("evt_1").Request());
        await scene.SendAsync(SignedWebhook.Event("evt_2").Request());
        await scene.HasAsync(2);
        await scene.MendAsync();
        scene.Upstream.Answer = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };

        var answer = await scene.ReleaseAsync(All);

        Assert.Equal(
            Enumerable.Repeat($"signature_invalid {result}", tried),
            answer["results"]!.AsArray().Select(one => $"{one!["was"]} {one["result"]} {one["outcome"]} {one["statusCode"]}"));
        Assert.Equal(status == 503, answer["stopped"]!.ToString().Length > 0);
        scene.Upstream.Answer = context => context.Response.WriteAsync("ok");
        Assert.Equal(2, (await scene.ResultsAsync(All)).Count(one => one == "signature_invalid released forwarded 200"));
    }

    [Fact]
    public async Task While_the_routes_budget_is_used_up_the_rest_waits()
    {
        var clock = TestClock.New();
        await using var scene = await CaptureScene.StartWronglyAsync(Hmac, clock);
        await scene.SendAsync(SignedWebhook.Event("evt_1", clock).Request());
        await scene.SendAsync(SignedWebhook.Event("evt_2", clock).Request());
        await scene.HasAsync(2);
        clock.Advance(TimeSpan.FromSeconds(1));
        await scene.MendAsync();
        await scene.Gateway.ReloadAsync(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["RateLimit"] =
            new JsonObject { ["Limit"] = 1, ["Period"] = "01:00:00", ["By"] = "Route" });

        var answer = await scene.ReleaseAsync(All);

        Assert.Single(answer["results"]!.AsArray());
        Assert.Equal((false, true), ((bool)answer["isEnd"]!, (double)answer["retryAfterSeconds"]! > 0));
        clock.Advance(TimeSpan.FromHours(1));
        var rest = await scene.ReleaseAsync($$"""{"all":true,"after":"{{answer["next"]}}","until":"{{answer["until"]}}"}""");
        Assert.Equal("released", Assert.Single(rest["results"]!.AsArray())!["result"]!.ToString());
        Assert.Equal(2, scene.Upstream.Received.Count);
    }

    [Theory]
    [InlineData("refused", 0)]
    [InlineData("released", 1)]
    public async Task An_event_that_nobody_wants_waits_for_a_configuration_that_does(string result, int passedOn)
    {
        await using var scene = await CaptureScene.StartAsync(
            $$"""{ {{SignedWebhook.Scheme}}, "Events": { "Type": "body:/type", "Accept": "other" }, "Capture": "All" }""");
        Assert.Equal(HttpStatusCode.OK, await scene.SendAsync(SignedWebhook.Event("evt_1").Request()));
        await scene.HasAsync(1);
        await scene.Gateway.ReloadAsync(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Events"]!["Accept"] =
            result == "released" ? "resource.*" : "another");

        Assert.Equal(result, (await scene.ReleaseAsync(All))["results"]![0]!["result"]!.ToString());
        Assert.Equal(passedOn, scene.Upstream.Received.Count);
    }

    [Fact]
    public async Task What_failed_behind_the_checks_is_released_when_the_backend_is_back()
    {
        await using var scene = await CaptureScene.StartAsync(Deduplicating, configuration => configuration.Change(root =>
            root["ReverseProxy"]!["Clusters"]!["backend"]!["Destinations"]!["one"]!["Address"] = "http://127.0.0.1:1/"));
        Assert.Equal(HttpStatusCode.BadGateway, await scene.SendAsync(SignedWebhook.Event("evt_1").Request()));
        await scene.HasAsync(1);
        Assert.Equal(["backend_unreachable failed backend_unreachable 502"], await scene.ResultsAsync(All));
        await scene.Gateway.ReloadAsync(root =>
            root["ReverseProxy"]!["Clusters"]!["backend"]!["Destinations"]!["one"]!["Address"] = scene.Upstream.Url);

        Assert.Equal(["backend_unreachable released forwarded 200"], await scene.ResultsAsync(All));
        Assert.Single(scene.Upstream.Received);
    }

    [Fact]
    public async Task A_route_that_answers_2xx_to_what_it_refuses_keeps_and_releases_it_all_the_same()
    {
        await using var scene = await CaptureScene.StartWronglyAsync(
            $$"""{ {{SignedWebhook.Scheme}}, "Responses": { "signature_invalid": { "StatusCode": 202, "Body": "" } } }""");
        Assert.Equal(HttpStatusCode.Accepted, await scene.SendAsync(SignedWebhook.Event("evt_1").Request()));
        await scene.HasAsync(1);
        Assert.Equal(["signature_invalid refused signature_invalid 401"], await scene.ResultsAsync(All));
        Assert.Empty(scene.Upstream.Received);
        await scene.MendAsync();

        Assert.Equal(["signature_invalid released forwarded 200"], await scene.ResultsAsync(All));
    }

    [Fact]
    public async Task What_its_path_no_longer_leads_to_its_route_is_not_judged()
    {
        await using var scene = await CaptureScene.StartAsync(Hmac);
        await scene.SendAsync(Forged());
        await scene.HasAsync(1);
        await scene.Gateway.ReloadAsync(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Match"]!["Path"] = "/elsewhere");

        var one = (await scene.ReleaseAsync(All))["results"]![0]!;

        Assert.Equal("its method, host or path does not lead to its route now", one["reason"]!.ToString());
    }

    [Fact]
    public async Task A_body_that_was_not_kept_cannot_be_judged()
    {
        await using var scene = await CaptureScene.StartAsync(
            Hmac, configuration => configuration.Change(root => root["Gateway"]!["Captures"] = new JsonObject { ["MaxBodyBytes"] = 1 }));
        await scene.SendAsync(Forged());
        await scene.HasAsync(1);

        Assert.Equal("the body is larger than Captures.MaxBodyBytes", (await scene.ReleaseAsync(All))["results"]![0]!["reason"]!.ToString());
    }

    /// <summary>As a process leaves it that is killed between two marks.</summary>
    [Theory]
    [InlineData(-1, "released")]
    [InlineData(60, "skipped")]
    public async Task A_release_that_was_broken_off_is_taken_up_when_its_time_is_over(int endsInSeconds, string result)
    {
        var clock = TestClock.New();
        await using var scene = await CaptureScene.StartWronglyAsync(Hmac, clock: clock);
        await scene.SendAsync(SignedWebhook.Event("evt_1", clock).Request());
        var id = Guid.Parse((await scene.OnlyAsync())["id"]!.ToString());
        await scene.MendAsync();
        var ends = (clock.GetUtcNow().AddSeconds(endsInSeconds) - DateTimeOffset.UnixEpoch).Ticks / 10;
        Assert.True(scene.Gateway.Services.GetRequiredService<CaptureRing>().TryMark(
            id, ReleaseMark.Kept, new ReleaseMark(ReleaseState.Releasing) { At = ends }));
        clock.Advance(TimeSpan.FromMilliseconds(1)); // What is received at the moment of the question is not asked for.

        Assert.Equal(result, (await scene.ReleaseAsync(All))["results"]![0]!["result"]!.ToString());
        Assert.Equal(result == "released" ? 1 : 0, scene.Upstream.Received.Count);
    }

    private static HttpRequestMessage Forged()
    {
        var request = SignedWebhook.Event("evt_forged").Request();
        request.Headers.Remove(SignedWebhook.SignatureHeader);
        request.Headers.Add(SignedWebhook.SignatureHeader, new string('0', 64));
        return request;
    }

    private static HttpRequestMessage WithToken(string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/hook") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes("{}")) };
        request.Headers.Add("X-Sender", token);
        return request;
    }
}
