using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Attacks;

/// <summary>The same attacks in HTTP/2, field by field as no client would send them.</summary>
public sealed class Http2AttackTests : IAsyncLifetime
{
    private readonly CapturedLog _log = new();
    private Upstream _upstream = null!;
    private TestGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _upstream = await Upstream.StartAsync();
        _gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, """{ "Mode": "None", "Reason": "a test" }""") { Logger = _log }
            .Change(root => root["Kestrel"] = JsonNode.Parse("""{ "EndpointDefaults": { "Protocols": "Http2" } }""")));
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData("/hook")]
    [InlineData("/a%2Fb//c;x?d=%zz")]
    public async Task An_ordinary_request_arrives(string path)
    {
        await using var connection = await RawHttp2Connection.OpenAsync(_gateway.Url);

        Assert.True(await connection.SendAsync(Fields("POST", path, ("content-length", "10")), new byte[10]));
        Assert.Equal(path, Assert.Single(_upstream.Received).Target);
    }

    [Theory]
    [InlineData("/..;/hooks")]
    [InlineData("/../hooks")]
    [InlineData("/a\\..\\hooks")]
    [InlineData("/a%5cb")]
    [InlineData("/a b")]
    [InlineData("/a\tb")]
    [InlineData("/\u00c0\u00ae")]
    [InlineData("/a#b")]
    [InlineData("hooks")]
    [InlineData("http://gateway.test/hooks/..;/x")]
    [InlineData("/%252e%252e/x")]
    [InlineData("")]
    public async Task A_path_that_is_none_or_may_be_another_reaches_nobody(string path)
    {
        await using var connection = await RawHttp2Connection.OpenAsync(_gateway.Url);
        await connection.SendAsync(Fields("GET", path), []);

        AssertNothingCame();
    }

    [Theory]
    [InlineData("+10")]
    [InlineData("-10")]
    [InlineData(" 10")]
    [InlineData("\u000b10")]
    [InlineData("10,10")]
    [InlineData("9")]
    [InlineData("11")]
    [InlineData("100000000000000000000")]
    [InlineData("000000000000000000010")]
    [InlineData("")]
    public async Task A_length_that_is_none_or_is_not_the_body_s_reaches_nobody(string length)
    {
        await using var connection = await RawHttp2Connection.OpenAsync(_gateway.Url);
        await connection.SendAsync(Fields("POST", "/hook", ("content-length", length)), new byte[10]);

        AssertNothingCame();
    }

    [Theory]
    [InlineData("connection", "upgrade")]
    [InlineData("upgrade", "websocket")]
    [InlineData("transfer-encoding", "chunked")]
    [InlineData("Content-Length", "10")]
    [InlineData("x-a", "b\r\nx-c: d")]
    [InlineData("x-a", "b\0")]
    [InlineData("x a", "b")]
    [InlineData(":path", "/other")]
    public async Task What_belongs_to_the_connection_or_breaks_a_line_reaches_nobody(string name, string value)
    {
        await using var connection = await RawHttp2Connection.OpenAsync(_gateway.Url);
        await connection.SendAsync(Fields("POST", "/hook", (name, value)), new byte[10]);

        Assert.DoesNotContain(_upstream.Received, received => received.Header("x-c") is not null || received.Target == "/other"
            || received.Header("Upgrade") is not null || received.Header("Transfer-Encoding") is "chunked, chunked" || received.Header("x a") is not null);
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    private static (string Name, string Value)[] Fields(string method, string path, params ReadOnlySpan<(string Name, string Value)> more) =>
        [(":method", method), (":scheme", "http"), (":authority", "gateway.test"), (":path", path), .. more];

    private void AssertNothingCame()
    {
        Assert.Empty(_upstream.Received);
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }
}
