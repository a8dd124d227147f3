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

    /// <summary>RFC 9113, section 8.1.1: its stream is ended, and the others of the connection go on.</summary>
    [Theory]
    [InlineData("9")]
    [InlineData("11")]
    public async Task A_length_that_is_not_the_body_s_ends_its_stream_alone(string length)
    {
        await using var connection = await RawHttp2Connection.OpenAsync(_gateway.Url);

        Assert.Equal("stream 1", await connection.EndOfAsync(Fields("POST", "/hook", ("content-length", length)), new byte[10])); // PROTOCOL_ERROR
        Assert.Equal("200", await connection.EndOfAsync(Fields("POST", "/hook", ("content-length", "10")), new byte[10]));
        Assert.Single(_upstream.Received);
    }

    [Theory]
    [MemberData(nameof(OfConnection))]
    public async Task A_field_that_belongs_to_a_connection_of_HTTP_1_is_refused(string verification, string name, string value, string end)
    {
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, verification) { Logger = _log }
            .Change(root => root["Kestrel"] = JsonNode.Parse("""{ "EndpointDefaults": { "Protocols": "Http2" } }""")));
        await using var connection = await RawHttp2Connection.OpenAsync(gateway.Url);

        Assert.Equal(end, await connection.EndOfAsync(Fields("POST", "/hook", (name, value)), new byte[10]));
        if (end == "400")
        {
            await gateway.CountsAsync("request_invalid", 1);
        }

        AssertNothingCame();
    }

    public static TheoryData<string, string, string, string> OfConnection
    {
        get
        {
            var rows = new TheoryData<string, string, string, string>();
            foreach (var route in (string[])[$$"""{ {{SignedWebhook.Scheme}} }""", $$"""{ "Mode": "Monitor", {{SignedWebhook.Scheme}} }""", """{ "Mode": "None", "Reason": "a test" }"""])
            {
                rows.Add(route, "transfer-encoding", "chunked", "400");
                rows.Add(route, "transfer-encoding", "gzip, chunked", "400");
                rows.Add(route, "transfer-encoding", "", "400");
                rows.Add(route, "upgrade", "websocket", "400");
                rows.Add(route, "upgrade", "h2c", "400");
                rows.Add(route, "keep-alive", "timeout=5", "400");
                rows.Add(route, "proxy-connection", "keep-alive", "400");
                rows.Add(route, "http2-settings", "AAMAAABkAARAAAAAAAIAAAAA", "400");
                rows.Add(route, "connection", "close", "connection 1"); // by Kestrel itself
                rows.Add(route, "connection", "", "connection 1");
                rows.Add(route, "te", "gzip", "connection 1");
                rows.Add(route, "te", "trailers, gzip", "connection 1");
            }

            return rows;
        }
    }

    [Fact]
    public async Task Trailers_may_be_wished_for()
    {
        await using var connection = await RawHttp2Connection.OpenAsync(_gateway.Url);

        Assert.Equal("200", await connection.EndOfAsync(Fields("POST", "/hook", ("te", "trailers")), new byte[10]));
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

    /// <summary>
    /// A client may use the table of 4,096 bytes that both sides begin with until it has acknowledged another (RFC 9113, section 6.5.3).
    /// </summary>
    [Fact]
    public async Task A_header_that_a_client_has_put_into_the_table_is_found_there()
    {
        await using var connection = await RawHttp2Connection.OpenAsync(_gateway.Url);

        Assert.True(await connection.SendAsync(HeaderBlock.Post("/hook").AddToTable("x-a", "b").ToArray(), []));
        Assert.True(await connection.SendAsync(HeaderBlock.Post("/hook").AddFromTable(62).ToArray(), []));
        Assert.Equal(["b", "b"], _upstream.Received.Select(request => request.Header("x-a")));
    }

    private static (string Name, string Value)[] Fields(string method, string path, params ReadOnlySpan<(string Name, string Value)> more) =>
        [(":method", method), (":scheme", "http"), (":authority", "gateway.test"), (":path", path), .. more];

    private void AssertNothingCame()
    {
        Assert.Empty(_upstream.Received);
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }
}
