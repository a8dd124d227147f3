using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Attacks.Memory;

/// <summary>
/// Floods that prove nothing, to a gateway that has as much memory as a pod of 512 MiB gives a .NET process. Two rounds each, or as
/// many as <c>FLOOD_ROUNDS</c> says.
/// </summary>
[Collection(FloodGroup.Name)]
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class MemoryFloodTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Mebibyte = 1024 * 1024;
    private const long HeapLimit = 384L * Mebibyte;

    /// <summary>A quarter of the heap's limit: what the gateway allows itself.</summary>
    private const long MaxBuffered = 96L * Mebibyte;

    /// <summary>What a gateway takes beside it: the runtime, its code, and what is collected late.</summary>
    private const long Beside = 150_000_000;

    private readonly SilentHost _certificates = new();
    private Upstream _backend = null!;

    /// <summary>The floods: which route, how many at once, its header lines and its body.</summary>
    public static TheoryData<string, int> Floods => new()
    {
        { "sns: certificate that nobody serves, numbers", 200 },
        { "sns: certificate that nobody serves, one text", 200 },
        { "sns: certificate that nobody serves, few numbers", 200 },
        { "mailgun: numbers", 250 },
        { "mailgun: names", 250 },
        { "mailgun: signature of a megabyte", 250 },
        { "github: 16 MiB", 8 },
        { "github: 16 MiB", 40 },
        { "github: 17 MiB", 8 },
        { "github: 17 MiB", 40 },
        { "github: 24 MiB", 8 },
        { "github: 24 MiB", 40 },
        { "adyen: numbers", 250 },
        { "dropbox: numbers", 250 },
        { "graph: a list of one", 250 },
        { "monday: numbers", 250 },
        { "form: fields", 250 },
        { "wix: one text", 250 },
    };

    public async Task InitializeAsync() => _backend = await Upstream.StartAsync();

    public async Task DisposeAsync()
    {
        await _backend.DisposeAsync();
        _certificates.Dispose();
    }

    [Theory]
    [MemberData(nameof(Floods))]
    public async Task A_flood_neither_ends_nor_hangs_it_and_honest_traffic_is_answered_within_two_seconds(string what, int times)
    {
        using var configuration = Configuration();
        await using var gateway = await GatewayProcess.StartAsync(configuration);
        var flood = Make(what);
        await using var honest = HonestTraffic.Start(gateway.Url, "/honest");
        await Eventually.IsTrueAsync(() => Task.FromResult(!honest.Answers.IsEmpty), "honest traffic flows");
        var idle = gateway.ResidentBytes;
        var answers = new Dictionary<int, int>();
        for (var round = 0; round < FloodOptions.Rounds; round++)
        {
            foreach (var (status, count) in await flood.SendAsync(gateway.Url, times))
            {
                answers[status] = answers.GetValueOrDefault(status) + count;
            }

            Assert.False(gateway.HasExited, "The flood has ended the gateway.");
        }

        var slow = await honest.FinishAsync();
        using var health = await gateway.Client.GetAsync(new Uri(gateway.AdminUrl, "/healthz"));
        output.WriteLine(
            $"{what}, {FloodOptions.Rounds} x {times}: RSS {idle / 1e6:F0} MB before, {gateway.PeakResidentBytes / 1e6:F0} MB at most; "
            + $"{honest.Answers.Count} honest, the slowest {honest.Answers.Max(answer => answer.After).TotalMilliseconds:F0} ms; "
            + string.Join(", ", answers.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} x {pair.Key}")));
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.True(slow.Length == 0, $"Honest traffic was answered {slow}.");
        Assert.InRange(gateway.PeakResidentBytes, 0, MaxBuffered + Beside);
        Assert.DoesNotContain(500, answers.Keys);
        Each.Is(_backend.Received, request => Assert.Equal("/honest", request.Target));
    }

    [Fact]
    public async Task What_a_flood_has_taken_goes_back_to_the_system()
    {
        using var configuration = Configuration();
        await using var gateway = await GatewayProcess.StartAsync(configuration);
        await Make("github: 16 MiB").SendAsync(gateway.Url, times: 1);
        await Make("github: 16 MiB").SendAsync(gateway.Url, times: 8);
        var most = gateway.PeakResidentBytes;

        await Eventually.IsTrueAsync(() => Task.FromResult(gateway.ResidentBytes < most - (60L * Mebibyte)), "it has gone back");

        output.WriteLine($"RSS {most / 1e6:F0} MB at most, {gateway.ResidentBytes / 1e6:F0} MB behind the flood");
    }

    private TestConfiguration Configuration()
    {
        var configuration = new TestConfiguration(_backend.Url, $$"""{ {{SignedWebhook.Scheme}} }""");
        configuration.Environment["DOTNET_GCHeapHardLimit"] = $"{HeapLimit:x}"; // Hexadecimal, and to the native build only without 0x.
        configuration.Environment["ADYEN"] = new string('A', 64);
        using var wix = RSA.Create(2048);
        configuration.Environment["WIX"] = wix.ExportSubjectPublicKeyInfoPem();
        return configuration.Change(root =>
        {
            var routes = root["ReverseProxy"]!["Routes"]!.AsObject();
            routes["hooks"]!["Match"]!["Path"] = "/honest";
            Add("github", """{ "Provider": "github", "Signature": { "Secrets": [ "env:SECRET" ] } }""");
            Add("mailgun", """{ "Provider": "mailgun", "Signature": { "Secrets": [ "env:SECRET" ] } }""");
            Add("adyen", """{ "Provider": "adyen", "Signature": { "Secrets": [ "env:ADYEN" ] } }""");
            Add("dropbox", """{ "Provider": "dropbox-sign", "Signature": { "Secrets": [ "env:SECRET" ] } }""");
            Add("graph", """{ "Provider": "microsoft-graph", "Signature": { "Secrets": [ "env:SECRET" ] } }""");
            Add("monday", """{ "Provider": "monday", "Signature": { "Secrets": [ "env:SECRET" ] } }""");
            Add("wix", """{ "Provider": "wix", "Signature": { "Secrets": [ "env:WIX" ] } }""");
            Add("form", """
                {
                  "Signature": { "Algorithm": "hmac-sha256", "From": "form:signature", "Content": "{form:a}.{form:b}", "Secrets": [ "env:SECRET" ] }
                }
                """);
            Add("sns", $$"""
                {
                  "Provider": "aws-sns",
                  "Signature": { "Certificate": { "Allowed": "{{_certificates.Url}}/*.pem" }, "Expected": { "body:/TopicArn": "arn:aws:sns:eu-west-1:123456789012:orders" } }
                }
                """);

            void Add(string name, string verification) => routes[name] = new JsonObject
            {
                ["ClusterId"] = "backend",
                ["Match"] = new JsonObject { ["Path"] = "/" + name },
                ["Verification"] = JsonNode.Parse(verification),
            };
        });
    }

    private Flood Make(string what)
    {
        var route = "/" + what.Split(':')[0];
        const string json = "Content-Type: application/json\r\n";
        var zeros = string.Concat(Enumerable.Repeat("0,", Mebibyte / 2 - 400)) + "0";
        return what switch
        {
            "sns: certificate that nobody serves, numbers" => new Flood(route, json, Sns($"[{zeros}]")),
            "sns: certificate that nobody serves, few numbers" =>
                new Flood(route, json, Sns($"[{string.Concat(Enumerable.Repeat("1234567890123456789012345678901234567890,", 24_000))}0]")),
            "sns: certificate that nobody serves, one text" => new Flood(route, json, Sns($"\"{new string('x', Mebibyte - 1000)}\"")),
            "mailgun: names" => new Flood(
                route, json, Bytes($$"""{"signature":{"signature":"{{new string('0', 64)}}","timestamp":"1","token":"t"}{{Names(60_000)}} }""")),
            "mailgun: signature of a megabyte" =>
                new Flood(route, json, Bytes($$$"""{"signature":{"signature":"{{{new string('0', Mebibyte - 100)}}}","timestamp":"1","token":"t"}}""")),
            "github: 16 MiB" or "github: 17 MiB" or "github: 24 MiB" => new Flood(
                route, $"{json}X-Hub-Signature-256: sha256={new string('0', 64)}\r\nX-GitHub-Event: push\r\nX-GitHub-Delivery: 1\r\n", new byte[int.Parse(what.Split(' ')[1], CultureInfo.InvariantCulture) * Mebibyte]),
            "graph: a list of one" => new Flood(route, json, Bytes($$"""{"value":[{"clientState":"x","a":[{{zeros}}]}]}""")),
            "form: fields" => new Flood(
                route, "Content-Type: application/x-www-form-urlencoded\r\n", Bytes(string.Concat(Enumerable.Repeat("&", Mebibyte - 20)) + "signature=00")),
            "wix: one text" => new Flood(route, "Content-Type: text/plain\r\n", Bytes(new string('x', Mebibyte - 10))),
            _ => new Flood(
                route, json, Bytes($$"""{"signature":{"signature":"{{new string('0', 64)}}","timestamp":"1","token":"t"},"a":[{{zeros}}]}""")),
        };
    }

    private byte[] Sns(string filler) => Bytes(
        $$"""
        {"Type":"Notification","MessageId":"1","TopicArn":"arn:aws:sns:eu-west-1:123456789012:orders","Message":"m","Timestamp":"2026-01-01T00:00:00.000Z","SignatureVersion":"2","Signature":"{{Convert.ToBase64String(new byte[256])}}","SigningCertURL":"{{_certificates.Url}}/a.pem","filler":{{filler}}}
        """);

    private static string Names(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $",\"n{i:x}\":0"));

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
