using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Replay;

public sealed class ReplayCompilerTests
{
    [Theory]
    [InlineData("header:X-Time", "{timestamp}.{body}")]
    [InlineData("header:X-Sig[t]", "{timestamp}.{body}")]
    [InlineData("query:t", "{timestamp}.{body}")]
    [InlineData("body:/t", "{body}")]
    [InlineData("body:/t", "{timestamp}")]
    [InlineData("form:t", "{body}")]
    [InlineData("body:/t | body:/u", "{body}")]
    [InlineData("body:/t | header:X-Time", "{timestamp}.{body}")]
    public void A_timestamp_that_the_signature_covers_can_be_judged(string timestamp, string content) =>
        Assert.Empty(Problems(timestamp, content));

    [Theory]
    [InlineData("header:X-Time", "{body}")]
    [InlineData("header:X-Sig[t]", "{body}")]
    [InlineData("query:t", "{body}")]
    [InlineData("body:/t", "{header:X-Other}")]
    [InlineData("form:t", "{method}")]
    [InlineData("header:X-Time | body:/t", "{body}")]
    [InlineData("body:/t | header:X-Time", "{body}")]
    public void A_timestamp_that_anyone_could_renew_is_refused(string timestamp, string content)
    {
        var problem = Assert.Single(Problems(timestamp, content));

        Assert.StartsWith("$.ReverseProxy.Routes.hook.Verification.Replay.Timestamp: ", problem, StringComparison.Ordinal);
        Assert.Contains("is not part of what is signed", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unix", "{timestamp}{body}", false)]
    [InlineData("unix", "{body}{timestamp}", false)]
    [InlineData("unix", "{body}.{timestamp}", true)]
    [InlineData("iso-8601-utc", "{timestamp}{body}", false)]
    [InlineData("iso-8601-utc", "{timestamp}.{body}", true)]
    [InlineData("iso-8601-utc", "{body}{timestamp}", true)]
    [InlineData("iso-8601", "{timestamp}{body}", true)]
    [InlineData("unix-seconds", "{body}{timestamp}", true)]
    public void Where_a_stamp_ends_must_be_beyond_doubt(string format, string content, bool isClear) =>
        Assert.Equal(isClear, Problems("header:X-Time", content, format).Count == 0);

    private static IReadOnlyList<string> Problems(string timestamp, string content, string format = "unix-seconds") => TestRoute.ProblemsOf($$"""
        {
          "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig[v1]", "Content": "{{content}}", "Secrets": "env:SECRET" },
          "Replay": { "Timestamp": "{{timestamp}}", "Format": "{{format}}" }
        }
        """);
}
