using System.Text;
using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Fuzzing;

/// <summary>The texts that say what is signed: any is compiled, or refused with a problem at its path; and no forgery passes what is compiled.</summary>
internal sealed class ContentTemplateTarget : FuzzTarget
{
    public override string[] Fragments =>
        ["{", "}", "{{", "}}", "{body}", "{timestamp}", "{header:X-Id}", "{url}", "{method}", "{body:/a}", "{form:x}", "{query:x}", ":", "|", " | ", "/", "~", "lower:", "every:", "sha256:", "\u00e9", "\\n"];

    // A whole route is compiled.
    public override long MostBytes(int length) => (4 * 1024 * 1024) + (4000L * length);

    public override bool Read(byte[] input)
    {
        var verification = $$"""
            {
              "PublicUrl": "https://h.example",
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Content": {{JsonSerializer.Serialize(Encoding.UTF8.GetString(input))}}, "Secrets": "env:SECRET" },
              "Replay": { "Timestamp": "header:X-Time" }
            }
            """;
        var problems = TestRoute.ProblemsOf(verification);
        if (problems.Count > 0)
        {
            Said = string.Join('\n', problems);
            Each.Is(problems, problem => Assert.StartsWith("$.", problem, StringComparison.Ordinal));
            return false;
        }

        using var route = TestRoute.Compile(verification);
        var outcome = route.OutcomeOfAsync(new TestRequest { Text = """{"id":"1"}""" }
            .With("X-Sig", new string('0', 64)).With("X-Id", "a").With("X-Time", route.UnixNow)).GetAwaiter().GetResult();
        Assert.True( // A value that is missing is told as a timestamp that is.
            outcome == "timestamp_missing" || outcome.StartsWith("signature_", StringComparison.Ordinal), outcome);
        return true;
    }
}
