using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Fuzzing;

/// <summary>A header of fields, <c>t=...,v1=...</c>: what is accepted holds a fresh time and the HMAC over it.</summary>
internal sealed class SignatureHeaderTarget : FuzzTarget
{
    private const string Body = """{"id":1}""";

    private readonly TestRoute _route = TestRoute.Compile("""
        {
          "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig[v1]", "Content": "{timestamp}.{body}", "Secrets": "env:SECRET" },
          "Replay": { "Timestamp": "header:X-Sig[t]" }
        }
        """);

    public override string[] Fragments => [",", "=", "t=", "v1=", ", ", ";", "\"", "1767323045", "\t", "\0", "v1=v1=", "T=", "V1="];

    public override bool Read(byte[] input)
    {
        var header = Encoding.Latin1.GetString(input);
        var outcome = _route.OutcomeOfAsync(new TestRequest { Text = Body }.With("X-Sig", header)).GetAwaiter().GetResult();
        Assert.True(
            outcome is "passed" || outcome.StartsWith("signature_", StringComparison.Ordinal) || outcome.StartsWith("timestamp_", StringComparison.Ordinal), outcome);
        Assert.True(outcome != "passed" || IsRight(header), $"'{header}' is accepted.");
        return outcome == "passed";
    }

    public override void Dispose()
    {
        _route.Dispose();
        base.Dispose();
    }

    /// <summary>Blanks and tabs alone are none of a field (RFC 9110, section 5.6.3): what else a text begins with is part of its key.</summary>
    private bool IsRight(string header)
    {
        var fields = header.Split([',', ';']).Select(field => field.Trim(' ', '\t').Split('=', 2)).Where(field => field.Length == 2).ToList();
        var times = fields.Where(field => field[0] == "t").Select(field => field[1].Trim('"', ' ', '\t')).ToList();
        var signatures = fields.Where(field => field[0] == "v1").Select(field => field[1].Trim('"', ' ', '\t')).ToList();
        return times is [var time] && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(_route.Clock.GetUtcNow().ToUnixTimeSeconds() - seconds) <= 300
            && signatures.Contains(Convert.ToHexStringLower(
                HMACSHA256.HashData(Encoding.UTF8.GetBytes(TestRoute.Secret), Encoding.UTF8.GetBytes($"{time}.{Body}"))), StringComparer.OrdinalIgnoreCase);
    }
}
