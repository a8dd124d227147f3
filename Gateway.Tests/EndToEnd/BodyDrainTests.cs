using System.Text;
using Gateway.Intake;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

/// <summary>What is read behind an answer: enough that a sender who is still writing can read it, and not as much as it likes to send.</summary>
public sealed class BodyDrainTests : IAsyncLifetime
{
    private const int Piece = 64 * 1024;

    /// <summary>What may be on its way in the sockets' buffers of both ends.</summary>
    private const int Buffered = 16 * 1024 * 1024;

    private Upstream _upstream = null!;
    private TestGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _upstream = await Upstream.StartAsync();
        _gateway = await TestGateway.StartAsync(new TestConfiguration(
            _upstream.Url, """{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": [ "env:SECRET" ] } }"""));
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData("Content-Length: 4000000000", "/hook", "body_too_large")]
    [InlineData("Content-Length: 4000000000", "/hook?unsigned", "signature_missing")]
    [InlineData("Content-Length: 4000000000", "/none", null)]
    [InlineData("Transfer-Encoding: chunked", "/hook", "body_too_large")]
    [InlineData("Transfer-Encoding: chunked", "/hook?unsigned", "signature_missing")]
    [InlineData("Transfer-Encoding: chunked", "/none", null)]
    public async Task A_refused_body_without_an_end_is_not_read_on(string framing, string target, string? outcome)
    {
        await using var connection = await RawConnection.OpenAsync(_gateway.Url);
        await connection.SendAsync(Head(framing, target));
        var pieces = 0;
        var isReset = false;
        try
        {
            for (; pieces * (long)Piece < 64 * Buffered; pieces++)
            {
                await connection.SendAsync(PieceOf(framing));
            }
        }
        catch (IOException)
        {
            isReset = true; // As a sender that goes on has to expect.
        }

        Assert.True(isReset);
        Assert.InRange(pieces * (long)Piece, 0, BodyDrain.Most + BodyDrain.Most + Buffered);
        await (outcome is null ? Task.CompletedTask : _gateway.CountsAsync(outcome, 1));
    }

    [Fact]
    public async Task A_sender_that_ends_can_read_its_answer()
    {
        await using var connection = await RawConnection.OpenAsync(_gateway.Url);
        await connection.SendAsync(Head($"Content-Length: {BodyDrain.Most}", "/hook?unsigned"));
        await connection.SendAsync(new byte[BodyDrain.Most]);

        var (status, head, _) = await connection.ReadAsync();
        Assert.Equal(401, status);
        Assert.Contains("Connection: close", head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BodyDrain.Little, "", true)]
    [InlineData(BodyDrain.Little + 1, "", false)]
    [InlineData(2, "Expect: 100-continue\r\n", false)]
    public async Task Behind_a_refusal_that_read_nothing_a_short_body_leaves_the_connection_in_use(long length, string header, bool isKept)
    {
        await using var connection = await RawConnection.OpenAsync(_gateway.Url);
        await connection.SendAsync(Head($"{header}Content-Length: {length}", "/hook?unsigned"));
        await connection.SendAsync(new byte[length]);

        var (status, head, _) = await connection.ReadAsync();
        Assert.Equal(401, status);
        Assert.Equal(isKept, !head.Contains("Connection: close", StringComparison.Ordinal));
        if (isKept)
        {
            await connection.SendAsync(Head("Content-Length: 0", "/hook?unsigned"));
            Assert.Equal(401, (await connection.ReadAsync()).Status);
        }
    }

    private static byte[] Head(string framing, string target)
    {
        var signature = target == "/hook" ? $"X-Sig: {new string('0', 64)}\r\n" : "";
        return Encoding.ASCII.GetBytes(
            $"POST {target} HTTP/1.1\r\nHost: gateway.test\r\nContent-Type: application/json\r\n{signature}{framing}\r\n\r\n");
    }

    private static byte[] PieceOf(string framing) => framing.StartsWith("Content", StringComparison.Ordinal)
        ? new byte[Piece]
        : [.. Encoding.ASCII.GetBytes($"{Piece:x}\r\n"), .. new byte[Piece], (byte)'\r', (byte)'\n'];
}
