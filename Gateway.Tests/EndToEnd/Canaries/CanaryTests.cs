using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd.Canaries;

/// <summary>
/// Every secret, token, credential and body has a value that nothing else has. All of them go through all of the gateway, and are looked
/// for in all that comes out of it: the log at every level, what is stored, the admin listener, alarms and the command line.
/// </summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class CanaryTests : IDisposable
{
    /// <summary>So many prove nothing that an alarm tells of it.</summary>
    private const int Forged = 55;

    private readonly List<string> _found = [];
    private readonly CommandLine _commandLine = new();

    public void Dispose() => _commandLine.Dispose();

    [Theory]
    [InlineData("Memory")]
    [InlineData("Sqlite")]
    [InlineData("Redis")]
    public async Task Nothing_secret_comes_out_anywhere_and_bodies_where_they_are_asked_for_alone(string store)
    {
        await using var scene = await CanaryScene.StartAsync(store);
        await SendAsync(scene);
        await SendBrokenAsync(scene);
        LookAt("answers", string.Join('\n', scene.Answers));
        await Eventually.IsTrueAsync(async () => (await CapturesAsync(scene)).Count >= 15, "what was sent is kept");
        await LookAtAdminAsync(scene);
        await LookAtCommandsAsync(scene);
        await Eventually.IsTrueAsync(() => Task.FromResult(scene.Alarms.Contains("forged_traffic", StringComparison.Ordinal)), "the receiver is told");
        LookAt("alarms", scene.Alarms);
        if (store != "Memory")
        {
            await Eventually.IsTrueAsync(async () => Holds(await scene.StoreAsync(), "signature_invalid"), "what is kept is stored");
            LookAt("the store", await scene.StoreAsync());
        }

        Assert.Equal(0, await scene.Gateway.TerminateAsync());
        if (store == "Sqlite")
        {
            LookAt("the file behind the end", await scene.StoreAsync());
        }

        LookAt("the log", string.Join('\n', scene.Log));
        Assert.Contains(scene.Log, line => line.Contains("\"Verbose\"", StringComparison.Ordinal) || line.Contains("\"Debug\"", StringComparison.Ordinal));
        Assert.Empty(_found);
    }

    /// <summary>Of each route what is accepted and what is not, with all that can stand at a wrong place.</summary>
    private static async Task SendAsync(CanaryScene scene)
    {
        var secrets = CanaryScene.Secrets;
        var stranger = CanaryScene.StrangersToken;
        var token = TestToken.Of($$"""{"iss":"{{CanaryScene.Claims}}"}""", secret: secrets["JWT"]);
        var strange = TestToken.Of($$"""{"iss":"{{CanaryScene.Claims}}"}""", secret: stranger);
        (HttpStatusCode Status, HttpRequestMessage Request)[] requests =
        [
            (HttpStatusCode.OK, CanaryScene.Signed("hmac", "1", secrets["HMAC"])),
            (HttpStatusCode.OK, CanaryScene.Signed("hmac", "2", secrets["OLD"])),
            (HttpStatusCode.Unauthorized, CanaryScene.Signed("hmac", "3", stranger)),
            (HttpStatusCode.Unauthorized, CanaryScene.Request("hmac", CanaryScene.Event("4"), ("X-Signature", secrets["HMAC"]))),
            (HttpStatusCode.OK, CanaryScene.Plain("hmac", "19", secrets["HMAC"])),
            (HttpStatusCode.OK, CanaryScene.Signed("queue", "5", secrets["HMAC"])),
            (HttpStatusCode.Unauthorized, CanaryScene.Signed("queue", "6", stranger)),
            (HttpStatusCode.OK, CanaryScene.Request("token", CanaryScene.Event("7"), ("X-Sender", secrets["HEADER_TOKEN"]))),
            (HttpStatusCode.Unauthorized, CanaryScene.Request("token", CanaryScene.Event("8"), ("X-Sender", stranger))),
            (HttpStatusCode.Unauthorized, CanaryScene.Request("token", CanaryScene.Event("9"), ("X-Other", secrets["HEADER_TOKEN"]))),
            (HttpStatusCode.OK, CanaryScene.Request($"query?sender={secrets["QUERY_TOKEN"]}&b", CanaryScene.Event("10"))),
            (HttpStatusCode.Unauthorized, CanaryScene.Request($"query?sender={stranger}&b", CanaryScene.Event("11"))),
            (HttpStatusCode.OK, CanaryScene.Request("body", CanaryScene.Event("12", $",\"token\":\"{secrets["BODY_TOKEN"]}\""))),
            (HttpStatusCode.Unauthorized, CanaryScene.Request("body", CanaryScene.Event("13", $",\"token\":\"{stranger}\""))),
            (HttpStatusCode.OK, CanaryScene.Request("basic", CanaryScene.Event("14"), ("Authorization", CanaryScene.Basic(secrets["BASIC"])))),
            (HttpStatusCode.Unauthorized, CanaryScene.Request("basic", CanaryScene.Event("15"), ("Authorization", CanaryScene.Basic("u:" + stranger)))),
            (HttpStatusCode.OK, CanaryScene.Request("jwt", CanaryScene.Event("16"), ("X-Sender", token))),
            (HttpStatusCode.Unauthorized, CanaryScene.Request("jwt", CanaryScene.Event("17"), ("X-Sender", strange))),
            (HttpStatusCode.OK, new HttpRequestMessage(HttpMethod.Get, $"/challenge?hub.challenge=5&hub.verify_token={secrets["VERIFY"]}")),
            (HttpStatusCode.Forbidden, new HttpRequestMessage(HttpMethod.Get, $"/challenge?hub.challenge=5&hub.verify_token={stranger}")),
            (HttpStatusCode.NotFound, CanaryScene.Request("nowhere", CanaryScene.Event("18"))),
        ];
        foreach (var (status, request) in requests)
        {
            var target = request.RequestUri!.ToString();
            Assert.True(await scene.SendAsync(request) is var found && found == status, $"{target}: {found}, and not {status}");
        }

        for (var number = 0; number < Forged; number++)
        {
            await scene.SendAsync(CanaryScene.Signed("hmac", string.Create(CultureInfo.InvariantCulture, $"f{number}"), CanaryScene.StrangersToken));
        }
    }

    /// <summary>What Kestrel itself refuses, or cannot read, with what proves a sender in each of its parts.</summary>
    private static async Task SendBrokenAsync(CanaryScene scene)
    {
        var (parameter, token) = (CanaryScene.StrayParameter, CanaryScene.Secrets["QUERY_TOKEN"]);
        string[] requests =
        [
            $"POST /query?sender={token} HTTP/1.1x\r\nHost: a\r\n\r\n",
            $"POST /query?sender={token}\r\nHost: a\r\n\r\n",
            $"PO ST /query?sender={token} HTTP/1.1\r\nHost: a\r\n\r\n",
            $"POST /query?sender={token}#{parameter} HTTP/9.9\r\nHost: a\r\n\r\n",
            $"POST http://:{parameter}/query?sender={token} HTTP/1.1\r\nHost: a\r\n\r\n",
            $"POST /query?sender={token} HTTP/1.1\r\nHost: {parameter} {token}\r\n\r\n",
            $"POST /query?sender={token} HTTP/1.1\r\nHost: a\r\nX-Sender {token}\r\n\r\n",
            $"POST /query?sender={token} HTTP/1.1\r\nHost: a\r\nX {parameter}: {token}\r\n\r\n",
            $"POST /query?sender={token} HTTP/1.1\r\nHost: a\r\nX-Sender: {token}\0\r\n\r\n",
            $"POST /query?sender={token} HTTP/1.1\r\nHost: a\r\nContent-Length: {token}\r\n\r\n",
            $"POST /query?sender={token} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: {token}\r\n\r\n",
        ];
        foreach (var url in (Uri[])[scene.Gateway.Url, scene.Gateway.AdminUrl])
        {
            foreach (var request in requests)
            {
                await using var connection = await RawConnection.OpenAsync(url);
                await connection.SendAsync(Encoding.Latin1.GetBytes(request));
                scene.Answers.Add((await connection.ReadAsync()).Body);
            }
        }
    }

    /// <summary>Every page and every answer of the table of docs/dashboard.md; bodies stand in those that show one request alone.</summary>
    private async Task LookAtAdminAsync(CanaryScene scene)
    {
        var captures = await KindsAsync(scene);
        var deliveries = JsonNode.Parse(Body(await scene.AskAsync("/api/deliveries?limit=500")))!["deliveries"]!.AsArray();
        Assert.Single(deliveries);
        var asked = 0;
        foreach (var path in Documented())
        {
            var ids = path.Contains("/captures/{id", StringComparison.Ordinal) ? captures.Select(one => one["id"]!.ToString())
                : deliveries.Select(one => one!["id"]!.ToString());
            var showsBodies = path is "/api/captures/{id:guid}" or "/api/captures/export" or "/api/deliveries/{id:guid}/body";
            string[] addresses =
            [
                .. path.Contains("{id:guid}", StringComparison.Ordinal) ? ids.Select(id => path.Replace("{id:guid}", id, StringComparison.Ordinal))
                    : path.Contains("{requestId}", StringComparison.Ordinal)
                        ? captures.Select(one => path.Replace("{requestId}", Uri.EscapeDataString(one["requestId"]!.ToString()), StringComparison.Ordinal))
                    : path == "/api/configuration/route" ? ((string[])["hmac", "token", "basic"]).Select(route => $"{path}?name={route}")
                    : [path.Replace("{name}", "app.js", StringComparison.Ordinal)],
            ];
            foreach (var address in addresses)
            {
                LookAt(address, await scene.AskAsync(address), showsBodies);
                asked++;
            }
        }

        Assert.InRange(asked, 40, int.MaxValue);
        Assert.StartsWith("Unauthorized ", await scene.AskAsync("/api/routes", CanaryScene.WrongAdmin), StringComparison.Ordinal);
        LookAt("a wrong token", await scene.AskAsync("/api/routes", CanaryScene.WrongAdmin));

        // It is there to be found, and what looks for it finds it.
        Assert.True(CanaryScene.Body.StandsIn(Encoding.UTF8.GetBytes(await scene.AskAsync("/api/captures/export"))));
    }

    private async Task LookAtCommandsAsync(CanaryScene scene)
    {
        using var candidate = CanaryScene.Configured("http://127.0.0.1:9/", "http://127.0.0.1:9", "JWT");
        var config = scene.Configuration.Path;
        foreach (var (name, value) in candidate.Environment)
        {
            _commandLine.Environment[name] = value;
        }

        _commandLine.Environment["REDIS"] = scene.Configuration.Environment.GetValueOrDefault("REDIS", "");
        _commandLine.Environment["Gateway__Admin__Url"] = scene.Gateway.AdminUrl.ToString();
        var requests = (await KindsAsync(scene)).Select(one => one["requestId"]!.ToString());
        var delivery = JsonNode.Parse(Body(await scene.AskAsync("/api/deliveries?limit=1")))!["deliveries"]![0]!["id"]!.ToString();
        string[][] commands =
        [
            ["check"], ["check", "--json"], ["config", "show", "hmac"], ["config", "show", "basic"], ["providers", "stripe"], ["health"],
            ["captures", "list"], ["captures", "list", "--json"], ["captures", "release", "--all", "--dry-run", "--drop-hidden"],
            ["deliveries", "list"], ["deliveries", "list", "--json"], ["deliveries", "show", delivery], ["deliveries", "show", delivery, "--json"],
            ["dead-letters", "list"], ["schema", "drift"], ["sign", "hmac"], ["forget", "queue", "none"],
            ["rehearse", "--candidate", candidate.Path], ["rehearse", "--candidate", candidate.Path, "--json"],
            ["explain", "--last"], .. requests.Select(request => (string[])["explain", "--request-id", request]),
        ];
        foreach (var command in commands)
        {
            var before = _commandLine.Output.Length + _commandLine.Error.Length;
            await _commandLine.RunAsync([.. command, "--config", config]);
            Assert.True(_commandLine.Output.Length + _commandLine.Error.Length > before || command[0] is "schema" or "dead-letters", string.Join(' ', command));
        }

        Assert.Contains(" would change, ", _commandLine.Output, StringComparison.Ordinal);
        Assert.Contains("Mistake", _commandLine.Output, StringComparison.Ordinal);
        LookAt("the command line", _commandLine.Output + _commandLine.Error);
    }

    private void LookAt(string where, string text, bool showsBodies = false) => LookAt(where, Encoding.UTF8.GetBytes(text), showsBodies);

    private void LookAt(string where, byte[] bytes, bool showsBodies = false)
    {
        Assert.NotEmpty(bytes);
        _found.AddRange(CanaryScene.All.Where(canary => canary.StandsIn(bytes)).Select(canary => $"{canary} in {where}"));
        if (!showsBodies && CanaryScene.Body.StandsIn(bytes))
        {
            _found.Add($"a body in {where}");
        }
    }

    private static bool Holds(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private static async Task<JsonArray> CapturesAsync(CanaryScene scene) =>
        JsonNode.Parse(Body(await scene.AskAsync("/api/captures?limit=500")))!["captures"]!.AsArray();

    /// <summary>One of each kind: to explain one may take seconds.</summary>
    private static async Task<List<JsonNode>> KindsAsync(CanaryScene scene) =>
        [.. (await CapturesAsync(scene)).OfType<JsonNode>().DistinctBy(one => $"{one["route"]} {one["outcome"]}")];

    /// <summary>Of what <see cref="CanaryScene.AskAsync"/> returns.</summary>
    private static string Body(string answer) => answer[answer.IndexOf('{', StringComparison.Ordinal)..];

    private static IEnumerable<string> Documented() =>
        File.ReadLines(Repository.PathOf("docs", "dashboard.md"))
            .SkipWhile(line => line != "## What each request needs")
            .Where(line => line.StartsWith("| `GET ", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]["GET ".Length..]);
}
