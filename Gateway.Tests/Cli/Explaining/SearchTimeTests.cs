using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli.Explaining;

/// <summary>
/// Bodies of which little is hashed and much is made: each ends within the processor time that the system lets the program have. On one core it takes at most 5 s;
/// some of these took minutes.
/// </summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class SearchTimeTests
{
    private const int Bytes = 1024 * 1024;
    private const int Depth = 120;

    /// <summary>Of slow machines and of builds that are not optimised, too.</summary>
    private const int MostSeconds = 20;

    private const int Signatures = 8;
    private const string Form = "application/x-www-form-urlencoded";
    private const string Json = "application/json";

    private static readonly Dictionary<string, (string Type, Func<string> Make)> Bodies = new(StringComparer.Ordinal)
    {
        ["a form of short fields"] = (Form, () => Filled("a=b&")),
        ["a form of fewer fields"] = (Form, () => string.Join('&', Enumerable.Range(0, 4000).Select(number => $"a_{number}[{number}]={new string('\u00e9', 100)}"))),
        ["a form of one long value"] = (Form, () => "a=" + Filled("\u00e9", Bytes / 2)),
        ["an object of one long text"] = (Json, () => $$"""{"a":"{{Filled("\u00e9", Bytes / 2)}}"}"""),
        ["many numbers"] = (Json, () => $"[{Filled("1,")}1]"),
        ["many long numbers"] = (Json, () => $"[{Filled("9223372036854775000,")}1]"),
        ["many dates"] = (Json, () => $"[{Filled("\"2026-01-01T00:00:00Z\",")}1]"),
        ["many members"] = (Json, () => $"{{{string.Join(',', Enumerable.Range(0, Bytes / 14).Select(number => $"\"aB{number:D6}\":{number % 10}"))}}}"),
        ["one long name"] = (Json, () => $$"""{"{{Filled("aB")}}":1}"""),
        ["lists in lists"] = (Json, () => $"{new string('[', Depth)}{Filled("1,")}1{new string(']', Depth)}"),
        ["objects in objects"] = (Json, () => $"{string.Concat(Enumerable.Repeat("{\"a\":", Depth))}[{Filled("{},")}1]{new string('}', Depth)}"),
        ["every escape"] = (Json, () => $"[\"{Filled("&'@`%$( /</\u00e9\ud83d\ude00\u2028 ", Bytes / 25)}\"]"),
    };

    public static TheoryData<string> Names => [.. Bodies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_body_of_which_much_can_be_made_is_given_up_in_time(string name)
    {
        var (type, make) = Bodies[name];
        var signature = new JsonObject { ["Algorithm"] = "hmac-sha256", ["From"] = "header:X-Signature", ["Secrets"] = new JsonArray("env:SECRET") };

        Assert.Equal(1, await ExplainAsync(signature, "a secret of the tests, and a long one", type, new string('0', 64), make()));
    }

    [Fact]
    public async Task Many_signatures_of_a_slow_key_are_given_up_in_time()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var signatures = Enumerable.Range(0, Signatures)
            .Select(number => Convert.ToBase64String(key.SignData([(byte)number], HashAlgorithmName.SHA384, DSASignatureFormat.Rfc3279DerSequence)));
        var signature = new JsonObject
        {
            ["Algorithm"] = "ecdsa-p384-sha384",
            ["From"] = "header:X-Signature",
            ["Encoding"] = "base64",
            ["Separator"] = " ",
            ["Secrets"] = new JsonArray("env:SECRET"),
        };

        Assert.Equal(1, await ExplainAsync(
            signature, key.ExportSubjectPublicKeyInfoPem(), Json, string.Join(' ', signatures), """{"id":"evt_1","n":136,"at":"2026-01-01T00:00:00Z","o":{"b":[1,2],"a":"<&>"}}"""));
    }

    private static string Filled(string part, int bytes = Bytes) => string.Concat(Enumerable.Repeat(part, bytes / part.Length));

    /// <summary>The exit code of the program, which the system ends when its processor time is used up.</summary>
    private static async Task<int> ExplainAsync(JsonObject signature, string secret, string type, string written, string body)
    {
        var root = new JsonObject
        {
            ["ReverseProxy"] = new JsonObject
            {
                ["Routes"] = new JsonObject
                {
                    ["hooks"] = new JsonObject
                    {
                        ["ClusterId"] = "backend",
                        ["Match"] = new JsonObject { ["Path"] = "/hooks" },
                        ["Verification"] = new JsonObject { ["Body"] = new JsonObject { ["MaxBytes"] = 4 * Bytes }, ["Signature"] = signature },
                    },
                },
                ["Clusters"] = JsonNode.Parse("""{ "backend": { "Destinations": { "only": { "Address": "http://127.0.0.1:1/" } } } }"""),
            },
        };
        using var folder = new ConfigurationFolder(root.ToJsonString());
        await File.WriteAllTextAsync(
            folder.PathOf("request.http"), $"POST /hooks HTTP/1.1\nHost: hooks.example.org\nContent-Type: {type}\nX-Signature: {written}\n\n{body}");
        var command = GatewayProgram.Command("explain", folder.PathOf("request.http"), "--config", folder.PathOf("gateway.json"));
        var most = MostSeconds.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("sh", ["-c", $"ulimit -t {most} && exec \"$0\" \"$@\"", command.FileName, .. command.ArgumentList])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["SECRET"] = secret;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Contains("none makes the signature right", output, StringComparison.Ordinal);
        return process.ExitCode;
    }
}
