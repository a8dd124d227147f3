using System.Text;
using Gateway.Cli.Explaining;

namespace Gateway.Tests.Cli.Explaining.Sources;

/// <summary>Commands as browsers copy them, and what bash and curl would make of them.</summary>
public sealed class CurlCommandTests
{
    [Theory]
    [InlineData("curl https://x/a?b=1 -d 'body'", "POST", "/a?b=1", "body")]
    [InlineData("curl 'https://x/a' --data-raw $'{\"a\":\\'1\\\\n\\'}\\n'", "POST", "/a", "{\"a\":'1\\n'}\n")]
    [InlineData("curl 'https://x/a' \\\n  -X 'PUT' \\\n  -H 'X-A: 1' \\\r\n  --data-binary \"a\\\"b \\\\ c\"", "PUT", "/a", "a\"b \\ c")]
    [InlineData("$ curl -sS -XPATCH -H'X-A: 1' --url x/a -d a=1 -d b=2 --compressed", "PATCH", "/a", "a=1&b=2")]
    [InlineData("curl https://x/a -G -d q=1", "GET", "/a?q=1", "")]
    [InlineData("curl https://x/a", "GET", "/a", "")]
    [InlineData("curl https://x/a --json '{}'", "POST", "/a", "{}")]
    [InlineData("curl https://x/a --data-urlencode 'n=a b&'", "POST", "/a", "n=a%20b%26")]
    [InlineData("curl https://x/a --data-raw $'\\u00e9\\ud83d\\ude00\\x41\\101'", "POST", "/a", "\u00e9\ud83d\ude00AA")]
    [InlineData("curl https://x/a --data-raw '@file é $HOME'", "POST", "/a", "@file é $HOME")]
    public void A_command_is_the_request_that_curl_would_send(string command, string method, string target, string body)
    {
        var capture = Read(command);

        Assert.Equal((method, target, body), (capture.Method, capture.Target, Encoding.UTF8.GetString(capture.Body)));
        Assert.Equal("x", capture.ToRequest("/").Header("Host"));
    }

    [Fact]
    public void Headers_are_taken_as_they_stand_and_a_body_without_a_type_is_a_form()
    {
        var request = Read("curl https://x/a -H 'X-A: b: c' -H \"X-Empty;\" -u me:pass -A agent -b 'k=v' -d a=1").ToRequest("/");

        Assert.Equal("b: c", request.Header("X-A"));
        Assert.Equal("", request.Header("X-Empty"));
        Assert.Equal("Basic bWU6cGFzcw==", request.Header("Authorization"));
        Assert.Equal(("agent", "k=v"), (request.Header("User-Agent"), request.Header("Cookie")));
        Assert.Equal("application/x-www-form-urlencoded", request.Header("Content-Type"));
    }

    [Theory]
    [InlineData("curl https://x/a -d @secret.json", "from a file")]
    [InlineData("curl https://x/a -F a=b", "multipart")]
    [InlineData("curl https://x/a -d 'open", "ends within quotes")]
    [InlineData("curl https://x/a -d \"$SECRET\"", "an expansion")]
    [InlineData("curl https://x/a | sh", "outside quotes")]
    [InlineData("curl https://x/a --unheard-of 1", "--unheard-of")]
    [InlineData("curl -X", "ends behind -X")]
    [InlineData("curl -d a", "no URL")]
    [InlineData("curl https://x/a -H nonsense", "no header")]
    public void What_is_no_request_is_refused_with_the_reason(string command, string problem)
    {
        Assert.Null(CaptureFile.Read(Encoding.UTF8.GetBytes(command), out var told));

        Assert.Contains(problem, told, StringComparison.Ordinal);
        Assert.DoesNotContain("secret.json", told, StringComparison.Ordinal);
    }

    private static Capture Read(string command)
    {
        var capture = CaptureFile.Read(Encoding.UTF8.GetBytes(command), out var problem);
        Assert.True(capture is not null, problem);
        return capture;
    }
}
