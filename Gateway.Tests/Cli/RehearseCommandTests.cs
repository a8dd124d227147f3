using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Captures;
using Gateway.Storage.Captures;
using Gateway.Tests.Captures;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Gateway.Tests.Cli;

/// <summary><c>gateway rehearse</c>: what is kept, by today's configuration and by another.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class RehearseCommandTests(ITestOutputHelper output) : IDisposable
{
    private const string Verification = $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" }, "Capture": "All" }""";

    private readonly CommandLine _commandLine = new();

    public void Dispose() => _commandLine.Dispose();

    [Fact]
    public async Task A_candidate_that_changes_three_verdicts_is_told_as_exactly_those()
    {
        await using var scene = await SentAsync(10);
        var expected = (await scene.ListAsync("limit=500")).Take(3).Select(capture => capture!["id"]!.ToString()).Order(StringComparer.Ordinal).ToList();
        using var candidate = Candidate(scene, "ids", """{ "properties": { "id": { "not": { "enum": [ "evt_0", "evt_1", "evt_2" ] } } } }""");

        Assert.Equal(3, await RunAsync(scene, candidate));
        Assert.Equal(
            $"      3  hooks: forwarded -> schema_invalid\n         such as {IdIn(_commandLine.Output)}\n"
            + "10 kept requests: 3 would change, 7 would not, 0 could not be judged.\n",
            _commandLine.Output);
        Assert.Contains(IdIn(_commandLine.Output), expected);

        using var asJson = new CommandLine();
        Assert.Equal(3, await RunAsync(asJson, scene, candidate, "--json"));
        var lines = asJson.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(expected, lines.Select(line => line["id"]!.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(3, lines.Count(line => (line["today"]!.ToString(), line["candidate"]!.ToString()) == ("forwarded", "schema_invalid")));
    }

    [Fact]
    public async Task A_candidate_that_changes_none_ends_with_0_and_leaves_no_trace()
    {
        await using var scene = await SentAsync(4);
        var received = scene.Upstream.Received.Count;

        Assert.Equal(0, await _commandLine.RunAsync(Arguments(scene, scene.Configuration.Path)));

        Assert.Equal("4 kept requests: 0 would change, 4 would not, 0 could not be judged.\n", _commandLine.Output);
        Assert.Equal(received, scene.Upstream.Received.Count);
        Assert.Equal(HttpStatusCode.OK, await scene.SendAsync(SignedWebhook.Event("evt_new").Request())); // Of its budget and claims nothing is gone.
        await scene.HasAsync(5);
    }

    [Theory]
    [InlineData("Monitor", "signature_invalid -> signature_invalid (passed on)")]
    [InlineData("None", "signature_invalid -> open")]
    public async Task What_would_be_passed_on_unverified_is_told(string mode, string change)
    {
        await using var scene = await CaptureScene.StartAsync($$"""{ {{SignedWebhook.Scheme}} }""");
        await scene.SendAsync(Forged());
        await scene.HasAsync(1);
        using var candidate = new TestConfiguration(
            scene.Upstream.Url,
            mode == "None" ? """{ "Mode": "None", "Reason": "a test" }""" : $$"""{ {{SignedWebhook.Scheme}}, "Mode": "{{mode}}" }""");

        Assert.Equal(3, await RunAsync(scene, candidate));

        Assert.Contains($"hooks: {change}\n", _commandLine.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mended_secret_and_a_route_that_is_gone_are_told()
    {
        await using var scene = await CaptureScene.StartAsync($$"""{ {{SignedWebhook.Scheme}} }""");
        await scene.SendAsync(Forged());
        await scene.HasAsync(1);
        using var mended = new TestConfiguration(scene.Upstream.Url, $$"""{ {{SignedWebhook.Scheme.Replace("env:SECRET", "env:OTHER", StringComparison.Ordinal)}} }""");
        using var gone = new TestConfiguration(scene.Upstream.Url, $$"""{ {{SignedWebhook.Scheme}} }""")
            .Change(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Match"]!["Path"] = "/elsewhere");

        Assert.Equal(3, await RunAsync(scene, mended));
        Assert.Contains("hooks: signature_invalid -> forwarded\n", _commandLine.Output, StringComparison.Ordinal);
        Assert.Equal(3, await RunAsync(scene, gone));
        Assert.Contains("hooks: signature_invalid -> -: no route\n", _commandLine.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("another secret", _commandLine.Output + _commandLine.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_judged_is_told_and_changes_nothing()
    {
        await using var scene = await CaptureScene.StartAsync(
            $$"""{ {{SignedWebhook.Scheme}} }""",
            configuration => configuration.Change(root => root["Gateway"]!["Captures"] = new JsonObject { ["MaxBodyBytes"] = 1 }));
        await scene.SendAsync(Forged());
        await scene.HasAsync(1);

        Assert.Equal(0, await _commandLine.RunAsync(Arguments(scene, scene.Configuration.Path)));

        Assert.Contains("hooks: the body is larger than Captures.MaxBodyBytes\n", _commandLine.Output, StringComparison.Ordinal);
        Assert.EndsWith("0 would change, 0 would not, 1 could not be judged.\n", _commandLine.Output, StringComparison.Ordinal);
    }

    /// <summary>Both tokens are hidden where they are kept; one of them is the candidate's secret.</summary>
    [Fact]
    public async Task A_token_that_is_not_kept_is_compared_and_never_told()
    {
        const string byToken = """{ "Signature": { "Algorithm": "shared-token", "From": "header:X-Sender", "Secrets": "env:SECRET" } }""";
        const string known = "canary-token-of-the-candidate";
        const string strange = "canary-token-of-a-stranger";
        await using var scene = await CaptureScene.StartAsync(byToken);
        await scene.SendAsync(WithToken(known));
        await scene.SendAsync(WithToken(strange));
        await scene.HasAsync(2);
        using var candidate = new TestConfiguration(scene.Upstream.Url, byToken.Replace("env:SECRET", "env:CANARY", StringComparison.Ordinal));
        _commandLine.Environment["CANARY"] = known;

        Assert.Equal(3, await RunAsync(scene, candidate));

        Assert.Contains("      1  hooks: signature_invalid -> forwarded\n", _commandLine.Output, StringComparison.Ordinal);
        Assert.EndsWith("2 kept requests: 1 would change, 1 would not, 0 could not be judged.\n", _commandLine.Output, StringComparison.Ordinal);
        var exported = (await scene.Api.GetAsync("/api/captures/export")).Text;
        Each.Is([known, strange, TestConfiguration.Secret], canary =>
        {
            Assert.DoesNotContain(canary, _commandLine.Output + _commandLine.Error, StringComparison.Ordinal);
            Assert.DoesNotContain(canary, exported, StringComparison.Ordinal);
            Assert.DoesNotContain(((CapturedLog)scene.Configuration.Logger).Lines, line => line.Contains(canary, StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task A_candidate_that_is_wrong_ends_with_2_and_a_gateway_that_does_not_run_with_1()
    {
        await using var scene = await CaptureScene.StartAsync($$"""{ {{SignedWebhook.Scheme}} }""");
        using var wrong = new TestConfiguration(scene.Upstream.Url, """{ "Mode": "Nonsense" }""");

        Assert.Equal(2, await RunAsync(scene, wrong));
        Assert.Contains("$.ReverseProxy.Routes.hooks.Verification.Mode", _commandLine.Error, StringComparison.Ordinal);
        var arguments = Arguments(scene, scene.Configuration.Path);
        _commandLine.Environment["Gateway__Admin__Url"] = "http://127.0.0.1:1";
        Assert.Equal(1, await _commandLine.RunAsync(arguments));
    }

    [Fact]
    public async Task Where_nothing_is_kept_that_is_said()
    {
        await using var scene = await CaptureScene.StartAsync($$"""{ {{SignedWebhook.Scheme}} }""");

        Assert.Equal(0, await _commandLine.RunAsync(Arguments(scene, scene.Configuration.Path)));

        Assert.StartsWith("Nothing is kept: nothing was rehearsed.", _commandLine.Error, StringComparison.Ordinal);
    }

    /// <summary>The time is written and not judged.</summary>
    [Fact]
    public async Task Ten_thousand_requests_are_rehearsed()
    {
        await using var scene = await CaptureScene.StartAsync(Verification, configuration => configuration.Change(root =>
            root["Gateway"]!["Captures"] = new JsonObject { ["MaxCount"] = 40_000, ["MaxBytes"] = 268_435_456 }));
        await scene.SendAsync(SignedWebhook.Event("evt_first").Request());
        await scene.HasAsync(1);
        var ring = scene.Gateway.Services.GetRequiredService<CaptureRing>();
        var first = Assert.Single(ring.All());
        var now = TimeProvider.System.GetUtcNow();
        for (var number = 1; number < 10_000; number++)
        {
            ring.Add(Another(first, number, now), (UInt128)(uint)(number % 100));
        }

        using var candidate = Candidate(scene, "ids", """{ "properties": { "id": { "not": { "enum": [ "evt_3", "evt_33", "evt_333" ] } } } }""");
        var started = Stopwatch.GetTimestamp();
        Assert.Equal(3, await RunAsync(scene, candidate));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started).TotalSeconds:F2} s"));

        Assert.EndsWith("10000 kept requests: 3 would change, 9997 would not, 0 could not be judged.\n", _commandLine.Output, StringComparison.Ordinal);
    }

    private static CaptureRecord Another(CaptureRecord first, int number, DateTimeOffset now)
    {
        var webhook = SignedWebhook.Event(string.Create(CultureInfo.InvariantCulture, $"evt_{number}"));
        var kept = KeptRequest.Decode(first.Content);
        var content = (kept with
        {
            Headers =
            [
                .. kept.Headers.Select(header => header.Key switch
                {
                    SignedWebhook.SignatureHeader => KeyValuePair.Create(header.Key, webhook.Signature),
                    SignedWebhook.TimestampHeader => KeyValuePair.Create(header.Key, webhook.Timestamp),
                    _ => header,
                }),
            ],
            Body = webhook.Body,
        }).Encode(room: 0);
        return first with { Id = Guid.CreateVersion7(now), RequestId = $"r{number}", ReceivedAt = now, Content = content, Bytes = content.Length + 768 };
    }

    private static string IdIn(string text) => text[(text.IndexOf("such as ", StringComparison.Ordinal) + "such as ".Length)..][..36];

    private static HttpRequestMessage Forged()
    {
        var webhook = SignedWebhook.Event("evt_forged");
        var request = webhook.Request();
        request.Headers.Remove(SignedWebhook.SignatureHeader);
        request.Headers.Add(SignedWebhook.SignatureHeader, webhook.Sign("another secret, long enough"));
        return request;
    }

    private static HttpRequestMessage WithToken(string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/hook") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes("{}")) };
        request.Headers.Add("X-Sender", token);
        return request;
    }

    /// <summary>A gateway that has kept so many that were forwarded.</summary>
    private static async Task<CaptureScene> SentAsync(int count)
    {
        var scene = await CaptureScene.StartAsync(Verification);
        for (var number = 0; number < count; number++)
        {
            Assert.Equal(HttpStatusCode.OK, await scene.SendAsync(SignedWebhook.Event(string.Create(CultureInfo.InvariantCulture, $"evt_{number}")).Request()));
        }

        await scene.HasAsync(count);
        return scene;
    }

    /// <summary>The same with a schema.</summary>
    private static TestConfiguration Candidate(CaptureScene scene, string name, string schema) => new TestConfiguration(scene.Upstream.Url, Verification)
        .WithFile($"{name}.schema.json", schema)
        .Change(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Schema"] = new JsonObject { ["File"] = $"{name}.schema.json" });

    private Task<int> RunAsync(CaptureScene scene, TestConfiguration candidate) => RunAsync(_commandLine, scene, candidate);

    private static Task<int> RunAsync(CommandLine commandLine, CaptureScene scene, TestConfiguration candidate, params string[] more)
    {
        var arguments = Arguments(commandLine, scene, candidate.Path);
        return commandLine.RunAsync([.. arguments, .. more]);
    }

    private string[] Arguments(CaptureScene scene, string candidate) => Arguments(_commandLine, scene, candidate);

    private static string[] Arguments(CommandLine commandLine, CaptureScene scene, string candidate)
    {
        foreach (var (name, value) in scene.Configuration.Environment)
        {
            commandLine.Environment[name] = value;
        }

        commandLine.Environment["OTHER"] = "another secret, long enough";
        commandLine.Environment["Gateway__Admin__Url"] = scene.Gateway.AdminUrl.ToString();
        return ["rehearse", "--candidate", candidate, "--config", scene.Configuration.Path];
    }
}
