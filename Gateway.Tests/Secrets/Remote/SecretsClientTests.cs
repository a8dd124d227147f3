using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Secrets.Remote;

namespace Gateway.Tests.Secrets.Remote;

/// <summary>Why there was no answer is said without a word of what was answered.</summary>
public sealed class SecretsClientTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    [Theory]
    [InlineData("never-to-be-seen\r\n\r\n")]
    [InlineData("HTTP/1.1 never-to-be-seen\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nnever-to-be-seen\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnever-to-be-seen\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}never-to-be-seen\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnever-to-be-seen")]
    public async Task What_is_no_http_is_not_quoted(string answer)
    {
        _listener.Start();
        var answering = AnswerAsync(answer);
        using var client = new SecretsClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{_listener.LocalEndpoint}/acme"));

        var (_, _, away) = await client.SendAsync(request, CancellationToken.None);

        await answering;
        Assert.NotEqual("", away);
        Assert.DoesNotContain("never-to-be-seen", away, StringComparison.Ordinal);
    }

    public void Dispose() => _listener.Dispose();

    private async Task AnswerAsync(string answer)
    {
        using var connection = await _listener.AcceptTcpClientAsync();
        var stream = connection.GetStream();
        _ = await stream.ReadAsync(new byte[4096]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
    }
}
