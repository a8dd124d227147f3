using System.Text;
using Gateway.Cli.Explaining;

namespace Gateway.Tests.Cli.Explaining.Sources;

public sealed class HarFileTests
{
    private const string Archive = """
        { "log": { "version": "1.2", "entries": [
          { "request": { "method": "GET", "url": "https://x/page", "headers": [] } },
          { "request": { "method": "POST", "url": "https://x/a?b=1", "headers": [ { "name": ":path", "value": "/a" }, { "name": "X-A", "value": "1" } ], "postData": { "mimeType": "text/plain", "text": "é\n" } } },
          { "request": { "method": "GET", "url": "https://x/icon", "headers": [] } } ] } }
        """;

    [Theory]
    [InlineData("")]
    [InlineData("\ufeff \n")]
    public void The_last_request_with_a_body_is_taken(string before)
    {
        var capture = CaptureFile.Read(Encoding.UTF8.GetBytes(before + Archive), out var problem);

        Assert.True(capture is not null, problem);
        Assert.Equal(("POST", "/a?b=1", "é\n"), (capture.Method, capture.Target, Encoding.UTF8.GetString(capture.Body)));
        Assert.Equal(["Host: x", "X-A: 1"], capture.Headers.Select(header => $"{header.Key}: {header.Value}"));
        Assert.Contains("number 2", Assert.Single(capture.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_in_base64_is_its_bytes()
    {
        var text = Archive.Replace("\"text\": \"é\\n\"", "\"encoding\": \"base64\", \"text\": \"/wA=\"", StringComparison.Ordinal);

        Assert.Equal([0xFF, 0x00], CaptureFile.Read(Encoding.UTF8.GetBytes(text), out _)!.Body);
    }

    [Theory]
    [InlineData("""{"log":{"entries":[]}}""", "no request")]
    [InlineData("""{"log":{"entries":[{}]}}""", "not in the form")]
    [InlineData("""{"log":{"entries":[{"request":{"method":"GET","url":"?","headers":[]}}]}}""", "cannot be read")]
    [InlineData("""{"log":""", "not in the form")]
    public void What_is_no_archive_is_refused_with_the_reason(string text, string problem)
    {
        Assert.Null(CaptureFile.Read(Encoding.UTF8.GetBytes(text), out var told));
        Assert.Contains(problem, told, StringComparison.Ordinal);
    }
}
