using Gateway.Tests.Support;

namespace Gateway.Tests.Attacks;

/// <summary>Headers in forms that HttpClient has opinions of: each arrives as it was sent, or the request is refused; none is an error.</summary>
public sealed class HeaderFormAttackTests : IAsyncLifetime
{
    private static readonly string[] Names =
    [
        "Accept", "Accept-Encoding", "Allow", "Authorization", "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language",
        "Content-Location", "Content-MD5", "Content-Range", "Cookie", "Date", "Expect", "Expires", "From", "If-Match", "If-Modified-Since", "If-Range",
        "Last-Modified", "Max-Forwards", "Pragma", "Range", "Referer", "User-Agent", "Via", "Warning", "X-Any", "!#$%&'*+.^`|~", "Priority", "Early-Data",
        "Trailer", "TE", "Keep-Alive", "Proxy-Connection", "Connection", "Host2",
    ];

    private static readonly string[] Values =
    [
        "", " ", ",", ",,a,,", "\"", "\"a", "a\"b", "=", ";", "\\", "100-continue", "0", "-1", "99999999999999999999", "caf\u00e9", "\u00ff", "\u0080", "a\tb",
        "a\u0001b", "a\u007fb", "a\u000bb", "Thu, 99 Foo 2026", "bytes=-,", "(", "W/", "<>", "?0", "a, b, c", "X-Signature", "close, X-Timestamp",
    ];

    private readonly CapturedLog _log = new();
    private Upstream _upstream = null!;

    public static TheoryData<string> Routes =>
    [
        $$"""{ {{SignedWebhook.Scheme}} }""", $$"""{ "Mode": "Monitor", {{SignedWebhook.Scheme}} }""", """{ "Mode": "None", "Reason": "a test" }""",
    ];

    public async Task InitializeAsync() => _upstream = await Upstream.StartAsync();

    public async Task DisposeAsync() => await _upstream.DisposeAsync();

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Every_header_arrives_as_it_was_sent_or_refuses_its_request(string route)
    {
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, route) { Logger = _log });
        var wrong = new List<string>();
        var webhook = SignedWebhook.Event("evt_1");
        foreach (var name in Names)
        {
            foreach (var value in Values)
            {
                var before = _upstream.Received.Count;
                await using var connection = await RawConnection.OpenAsync(gateway.Url);
                await connection.SendAsync(webhook.Raw("/hook", $"{name}: {value}"));
                var status = await StatusAsync(connection);
                var received = _upstream.Received.Skip(before).ToList();
                if (!IsRight(name, value, status, received))
                {
                    wrong.Add($"{name}: {Escaped(value)} is {status}, {received.Count} arrived: {Escaped(received.FirstOrDefault()?.Header(name) ?? "none")}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) || line.Contains(" undecided ", StringComparison.Ordinal));
    }

    private static bool IsRight(string name, string value, int status, List<ReceivedRequest> received)
    {
        if (status != 200)
        {
            return status is 400 or 417 or 431 && received.Count == 0;
        }

        var isOfTheConnection = name is "Trailer" or "TE" or "Keep-Alive" or "Proxy-Connection" or "Connection" or "Expect";
        return received.Count == 1
            && received[0].Header(SignedWebhook.SignatureHeader) is not null
            && received[0].Header(SignedWebhook.TimestampHeader) is not null
            && (isOfTheConnection || received[0].Header(name) == value.Trim(' ', '\t'));
    }

    /// <summary>Past an answer that is an interim one.</summary>
    private static async Task<int> StatusAsync(RawConnection connection)
    {
        var status = (await connection.ReadAsync()).Status;
        return status == 100 ? (await connection.ReadAsync()).Status : status;
    }

    private static string Escaped(string value) =>
        string.Concat(value.Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"\\x{(int)c:x2}"));
}
