using System.Text;
using Gateway.Cli.Explaining;

namespace Gateway.Tests.Cli.Explaining;

public sealed class CaptureFileTests
{
    [Theory]
    [InlineData("POST /a?b=1 HTTP/1.1\nHost: x\n\nbody", "POST", "/a?b=1", "x")]
    [InlineData("POST /a?b=1 HTTP/1.1\r\nHost: x\r\n\r\nbody", "POST", "/a?b=1", "x")]
    [InlineData("\r\nPOST /a HTTP/1.1\r\nHost: x\r\n\r\nbody", "POST", "/a", "x")]
    [InlineData("PUT /a\nHost: x\n\nbody", "PUT", "/a", "x")]
    [InlineData("POST https://x/a?b HTTP/1.1\n\nbody", "POST", "/a?b", "x")]
    [InlineData("POST https://x:8443?b HTTP/1.1\n\nbody", "POST", "/?b", "x:8443")]
    [InlineData("POST https://other/a HTTP/1.1\nHost: x\n\nbody", "POST", "/a", "x")]
    [InlineData("Host: x\n\nbody", null, null, "x")]
    [InlineData("\uFEFFPOST /a HTTP/2\nHost:x\n\nbody", "POST", "/a", "x")]
    public void A_request_is_read_with_and_without_its_first_line(string text, string? method, string? target, string host)
    {
        var capture = Read(text);

        Assert.Equal(method, capture.Method);
        Assert.Equal(target, capture.Target);
        Assert.Equal(host, capture.ToRequest("/").Header("Host"));
        Assert.Equal("body", Encoding.UTF8.GetString(capture.Body));
    }

    [Theory]
    [InlineData("a: b\n\n", "")]
    [InlineData("a: b\n", "")]
    [InlineData("a: b", "")]
    [InlineData("a: b\n\n\n", "\n")]
    [InlineData("a: b\r\n\r\n\r\nx\r\n", "\r\nx\r\n")]
    [InlineData("a: b\n\n{\"é\":1}\0", "{\"é\":1}\0")]
    public void The_body_is_every_byte_behind_the_empty_line(string text, string body) =>
        Assert.Equal(body, Encoding.UTF8.GetString(Read(text).Body));

    [Theory]
    [InlineData("POST /a HTTP/1.1\n{\"id\":1}\n", "Line 2 is no header")]
    [InlineData("a: b\nnonsense\n\n", "Line 2 is no header")]
    [InlineData("a: b\n folded\n\n", "Line 2 begins with a blank")]
    [InlineData("a b: c\n\n", "Line 1 is no header")]
    [InlineData("POST /a HTTP/1.1\nHost: x\nhost: y\n\n", "Line 3 is a second Host")]
    [InlineData("POST https://x/a HTTP/1.1\nHost: x\nHost: x\n\n", "Line 3 is a second Host")]
    [InlineData("POST https://x:8\t HTTP/2\n\nbody", "Line 1 is no header")]
    [InlineData("POST /a\u0001 HTTP/1.1\n\nbody", "Line 1 is no header")]
    [InlineData("a: b\u0001c\n\n", "Line 1 holds a control character")]
    [InlineData("", "The file has neither a request line nor a header")]
    public void What_is_no_request_is_told_with_its_line_and_not_repeated(string text, string problem)
    {
        Assert.Null(CaptureFile.Read(Encoding.UTF8.GetBytes(text), out var told));
        Assert.StartsWith(problem, told, StringComparison.Ordinal);
        Assert.DoesNotContain("nonsense", told, StringComparison.Ordinal);
        Assert.DoesNotContain("id", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void As_many_headers_are_read_as_the_server_takes(int headers, bool isRead)
    {
        var text = string.Concat(Enumerable.Range(0, headers).Select(i => $"h{i}: v\n"));

        Assert.Equal(isRead, CaptureFile.Read(Encoding.UTF8.GetBytes(text + "\n"), out _) is not null);
    }

    [Fact]
    public void A_head_is_no_larger_than_the_server_takes() =>
        Assert.Null(CaptureFile.Read(Encoding.UTF8.GetBytes($"a: {new string('x', 40_000)}\n\n"), out _));

    [Theory]
    [InlineData("4\r\nbody\r\n0\r\n\r\n", "body")]
    [InlineData("2;x=1\r\nbo\r\n2\r\ndy\r\n0\r\n\r\n", "body")]
    [InlineData("body", "body")]
    [InlineData("4\r\nbody\r\n", "4\r\nbody\r\n")]
    [InlineData("FFFFFFFF\r\nbody\r\n0\r\n\r\n", "FFFFFFFF\r\nbody\r\n0\r\n\r\n")]
    public void Chunks_are_put_together_if_they_are_chunks_to_the_end(string body, string whole) =>
        Assert.Equal(whole, Encoding.UTF8.GetString(Read($"Transfer-Encoding: chunked\n\n{body}").Body));

    [Fact]
    public void A_length_that_is_not_the_body_s_is_noted() =>
        Assert.Contains("Content-Length is 4", Assert.Single(Read("Content-Length: 4\n\nbody\n").Notes), StringComparison.Ordinal);

    private static Capture Read(string text)
    {
        var capture = CaptureFile.Read(Encoding.UTF8.GetBytes(text), out var problem);
        Assert.True(capture is not null, problem);
        return capture;
    }
}
