using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Attacks;

/// <summary>Headers that two readers read differently, and texts of a sender's that reach the operator.</summary>
public sealed class HeaderAttackTests : IAsyncLifetime
{
    private const string Verified = $$"""{ {{SignedWebhook.Scheme}} }""";
    private const string Watched = $$"""{ "Mode": "Monitor", {{SignedWebhook.Scheme}} }""";
    private const string Open = """{ "Mode": "None", "Reason": "a test" }""";

    private readonly CapturedLog _log = new();
    private Upstream _upstream = null!;

    public static TheoryData<string, string> Lengths
    {
        get
        {
            string[] lengths =
            [
                "+10", "-0", "-10", "\v10", "\f10", "\u00a010", "10\v", "1 0", "1_0", "0x10", "1e1", "10.0", "10,10", "10, 10", "10;10", "\u0661\u0660", "",
                "100000000000000000000", "000000000000000000010", "9223372036854775808", "18446744073709551626", "99999999999999999999999999999999999999",
                new string('1', 5000),
            ];
            var rows = new TheoryData<string, string>();
            foreach (var route in (string[])[Verified, Watched, Open])
            {
                foreach (var length in lengths)
                {
                    rows.Add(route, length);
                }
            }

            return rows;
        }
    }

    public static TheoryData<string, string> Framings
    {
        get
        {
            string[] framings =
            [
                "Content-Length: 10\r\nContent-Length: 10", "Content-Length: 10\r\nTransfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "Transfer-Encoding: identity",
                "Transfer-Encoding: xchunked", "Transfer-Encoding: chunked;q=1", "Transfer-Encoding: \vchunked", "Transfer-Encoding: chunked, identity",
                "Content-Length : 10", "Content-Length\t: 10", "Transfer-Encoding : chunked", " Content-Length: 10", "Content\u00ad-Length: 10",
            ];
            var rows = new TheoryData<string, string>();
            foreach (var route in (string[])[Verified, Watched, Open])
            {
                foreach (var framing in framings)
                {
                    rows.Add(route, framing);
                }
            }

            return rows;
        }
    }

    public static TheoryData<string> Spellings =>
    [
        "X_Signature: forged", "x_signature: forged", "X.Signature: forged", "X!Signature: forged", "X_Timestamp: forged", "X~Timestamp: forged",
        "X_Event_Id: forged", "X-Event_Id: forged", "X_Event-Id: forged", "X_Kind: forged", "X_Client: forged", "X*Client: forged", "X_Token: forged",
        "X_Schema_Version: forged", "X_Any_Thing: forged", "Content_Type: forged", "Content_Length: forged", "Transfer_Encoding: forged",
        "Content_Digest: forged", "Signature_Input: forged", "X_Matched: forged",
    ];

    public static TheoryData<string> Ids
    {
        get
        {
            var rows = new TheoryData<string>();
            foreach (var unit in (int[])[0x00, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0d, 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0x9b, 0x9f, 0xad, 0x61c, 0x200b, 0x200e,
                0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xfeff, 0xfff9, 0xe000])
            {
                rows.Add(string.Create(CultureInfo.InvariantCulture, $"\\u{unit:x4}"));
            }

            rows.Add("\\udb40\\udc41"); // U+E0041, a tag
            return rows;
        }
    }

    public async Task InitializeAsync() => _upstream = await Upstream.StartAsync();

    public async Task DisposeAsync() => await _upstream.DisposeAsync();

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task A_length_that_is_not_digits_alone_is_refused(string route, string length)
    {
        await using var gateway = await StartAsync(route);

        Assert.Equal(400, await StatusAsync(gateway, $"POST /hook HTTP/1.1\r\nHost: gateway.test\r\nContent-Length: {length}\r\n\r\n0123456789"));
        AssertQuiet();
        Assert.Empty(_upstream.Received);
    }

    [Theory]
    [MemberData(nameof(Framings))]
    public async Task Framing_that_may_be_read_in_two_ways_reaches_nobody(string route, string framing)
    {
        await using var gateway = await StartAsync(route);

        Assert.InRange(await StatusAsync(gateway, $"POST /hook HTTP/1.1\r\nHost: gateway.test\r\n{framing}\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"), 400, 501);
        AssertQuiet();
        Assert.DoesNotContain(_upstream.Received, received => received.Body.Length > 0);
    }

    [Theory]
    [InlineData("0", "")]
    [InlineData("10", "0123456789")]
    [InlineData("0010", "0123456789")]
    [InlineData("0000000000000000010", "0123456789")]
    [InlineData(" 10 ", "0123456789")]
    [InlineData("\t10", "0123456789")]
    public async Task A_length_of_digits_is_taken(string length, string body)
    {
        await using var gateway = await StartAsync(Open);

        Assert.Equal(200, await StatusAsync(gateway, $"POST /hook HTTP/1.1\r\nHost: gateway.test\r\nContent-Length: {length}\r\n\r\n{body}"));
        Assert.Equal(body, Assert.Single(_upstream.Received).Text);
        Assert.Equal(body.Length.ToString(CultureInfo.InvariantCulture), _upstream.Received[0].Header("Content-Length"));
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task No_other_spelling_of_a_header_that_the_route_reads_reaches_the_backend(string header)
    {
        const string route =
            $$"""
            {
              {{SignedWebhook.Scheme}},
              "Body": { "ContentTypes": [ "application/json" ] },
              "RateLimit": [ { "Limit": 1000, "Period": "00:01:00", "By": "header:X-Client" } ],
              "Events": { "Type": "header:X-Kind | body:/type" },
              "Deduplication": { "Key": "header:X-Event-Id | body:/id", "AllowUnsignedKey": true },
              "Handshake": [ { "Method": "GET", "Signed": false, "When": { "header:X-Token": "*" }, "Answer": { "Body": "{header:X-Schema-Version}" } } ]
            }
            """;
        var configuration = new TestConfiguration(_upstream.Url, route) { Logger = _log };
        var problems = await ProblemsAsync(configuration);
        Assert.True(problems.Length == 0, problems);
        configuration.Change(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Match"]!["Headers"] =
            JsonNode.Parse("""[ { "Name": "X-Matched", "Mode": "NotExists" } ]"""));
        await using var gateway = await TestGateway.StartAsync(configuration);
        await using var connection = await RawConnection.OpenAsync(gateway.Url);

        await connection.SendAsync(SignedWebhook.Event("evt_1").Raw("/hook", "X-Any-Thing: genuine", header, "X_Of_Nobody: kept"));

        Assert.Equal(200, (await connection.ReadAsync()).Status);
        var received = Assert.Single(_upstream.Received);
        Assert.DoesNotContain(received.Headers, pair => pair.Value.Contains("forged"));
        Assert.Equal("genuine", received.Header("X-Any-Thing"));
        Assert.Equal("kept", received.Header("X_Of_Nobody"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task What_drives_a_terminal_or_turns_a_line_is_escaped_in_the_log(string escape)
    {
        var verification = $$"""{ {{SignedWebhook.Scheme}}, "Events": { "Type": "body:/type" }, "Deduplication": { "Key": "body:/id" }, "Delivery": { "Mode": "Queue" } }""";
        await using var gateway = await StartAsync(verification);
        var webhook = new SignedWebhook(TimeProvider.System.GetUtcNow(), $$"""{"id":"a{{escape}}b\\","type":"t{{escape}}u"}""");
        using var request = webhook.Request();
        await gateway.SendAsync(request);
        await Eventually.IsTrueAsync(() => Task.FromResult(_log.Lines.Any(line => line.Contains("Delivered hooks", StringComparison.Ordinal))), "it is delivered");

        var shown = escape.ToUpperInvariant().Replace("\\U", "\\u", StringComparison.Ordinal);
        var lines = _log.Lines.Where(line => line.Contains("Webhook hooks", StringComparison.Ordinal) || line.Contains("Delivered hooks", StringComparison.Ordinal)).ToList();
        Each.Is(lines, line =>
        {
            Assert.Contains($"a{shown}b\\\\", line, StringComparison.Ordinal);
            Assert.Contains($"t{shown}u", line, StringComparison.Ordinal);
            Assert.DoesNotContain(line, c => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator);
        });
    }

    [Theory]
    [InlineData(Verified)]
    [InlineData(Watched)]
    [InlineData(Open)]
    public async Task No_line_has_a_query(string route)
    {
        const string token = "the-token-of-the-query";
        await using var gateway = await StartAsync(route);
        string[] targets = [$"/hook?token={token}", $"/public/..;/x?token={token}", $"//x?token={token}", $"http://gateway.test/hook?token={token}"];
        foreach (var target in targets)
        {
            Assert.InRange(await StatusAsync(gateway, $"GET {target} HTTP/1.1\r\nHost: gateway.test\r\n\r\n"), 200, 401);
        }

        await _upstream.DisposeAsync();
        using var signed = SignedWebhook.Event("evt_1").Request($"/hook?token={token}");
        Assert.Equal(HttpStatusCode.BadGateway, (await gateway.SendAsync(signed)).Status);
        await Eventually.IsTrueAsync(
            () => Task.FromResult(_log.Lines.Any(line => line.Contains("backend_unreachable", StringComparison.Ordinal)
                || line.Contains("502", StringComparison.Ordinal))), "it is in the log");
        Assert.DoesNotContain(_log.Lines, line => line.Contains(token, StringComparison.Ordinal));
    }

    private static async Task<string> ProblemsAsync(TestConfiguration configuration) =>
        string.Join('\n', (await GatewayHost.CheckAsync(configuration.Options)).Problems);

    private void AssertQuiet() => Assert.DoesNotContain(
        _log.Lines, line => line.StartsWith(nameof(LogLevel.Error), StringComparison.Ordinal) || line.Contains(" undecided ", StringComparison.Ordinal));

    private Task<TestGateway> StartAsync(string route) => TestGateway.StartAsync(new TestConfiguration(_upstream.Url, route) { Logger = _log });

    private static async Task<int> StatusAsync(TestGateway gateway, string request)
    {
        await using var connection = await RawConnection.OpenAsync(gateway.Url);
        await connection.SendAsync(Encoding.Latin1.GetBytes(request));
        return (await connection.ReadAsync()).Status;
    }
}
