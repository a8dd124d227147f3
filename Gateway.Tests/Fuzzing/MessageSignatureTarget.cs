using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Tests.Support;

namespace Gateway.Tests.Fuzzing;

/// <summary>HTTP Message Signatures: lines of Signature-Input, Signature and Content-Digest. What is accepted is signed over a base written here.</summary>
internal sealed partial class MessageSignatureTarget : FuzzTarget
{
    private const string Body = """{"id":"1"}""";

    private readonly TestRoute _route = TestRoute.Compile("""
        {
          "PublicUrl": "https://h.example",
          "Signature": {
            "Algorithm": "http-message-signatures", "MessageSignature": { "Algorithm": "hmac-sha256" },
            "Secrets": [ { "Id": "one", "Value": "env:SECRET" }, { "Id": "two", "Value": "env:OLD_SECRET" } ]
          },
          "Replay": { "Timestamp": "signature:created" }
        }
        """);

    public override string[] Fragments =>
        ["\n", "=", ";", ", ", ":", "\"", "(", ")", " ", "sig1=", "\"@method\"", "\"@path\"", "\"@query-param\";name=\"a\"", "\"x-two\"", ";keyid=\"two\"", ";alg=\"hmac-sha256\"", ";expires=9", "sha-512=:AA==:"];

    public override bool Read(byte[] input)
    {
        var lines = Encoding.Latin1.GetString(input).Split('\n', 3);
        var request = new TestRequest { Target = "/hook?a=1", Text = Body }.With("Host", "evil.example").With("X-Two", "two");
        string[] names = ["Signature-Input", "Signature", "Content-Digest"];
        for (var at = 0; at < lines.Length; at++)
        {
            request = request.With(names[at], lines[at]);
        }

        var outcome = _route.OutcomeOfAsync(request).GetAwaiter().GetResult();
        Assert.True(
            outcome is "passed" || outcome.StartsWith("signature_", StringComparison.Ordinal) || outcome.StartsWith("timestamp_", StringComparison.Ordinal), outcome);
        Assert.True(outcome != "passed" || IsRight(lines), $"'{string.Join('\n', lines)}' is accepted.");
        return outcome == "passed";
    }

    public override void Dispose()
    {
        _route.Dispose();
        base.Dispose();
    }

    private static bool IsRight(string[] lines)
    {
        if (lines.Length < 3 || !lines[2].Contains($"sha-256=:{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Body)))}:", StringComparison.Ordinal))
        {
            return false;
        }

        return Member().Matches(lines[0]).Any(member => ((string[])[TestRoute.Secret, TestRoute.OldSecret]).Any(secret =>
        {
            var signed = string.Concat(Covered().Matches(member.Groups["covered"].Value).Select(component => $"{component.Value}: {Value(component.Value, lines[2])}\n"))
                + "\"@signature-params\": " + member.Groups["written"].Value;
            var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.Latin1.GetBytes(signed)));
            return lines[1].Contains($"{member.Groups["label"].Value}=:{signature}:", StringComparison.Ordinal);
        }));
    }

    private static string Value(string component, string digest) => component switch
    {
        "\"@method\"" => "POST",
        "\"@target-uri\"" => "https://h.example/hook?a=1",
        "\"@authority\"" => "h.example",
        "\"@scheme\"" => "https",
        "\"@path\"" => "/hook",
        "\"@query\"" => "?a=1",
        "\"@request-target\"" => "/hook?a=1",
        "\"@query-param\";name=\"a\"" => "1",
        "\"x-two\"" => "two",
        "\"content-digest\"" => digest.Trim(' ', '\t'),
        _ => "\0",
    };

    [GeneratedRegex(
        @"(?<label>[a-z*][a-z0-9_.*-]*)=(?<written>\((?<covered>[^)]*)\)(;[a-z]+=(-?[0-9]+|""([^""\\]|\\.)*""))*)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Member();

    [GeneratedRegex("\"[^\"]*\"(;name=\"[^\"]*\")?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Covered();
}
