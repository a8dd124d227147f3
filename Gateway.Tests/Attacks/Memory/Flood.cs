using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests.Attacks.Memory;

/// <summary>The same unsigned request many times at once, each over a connection of its own.</summary>
internal sealed class Flood
{
    private readonly byte[] _request;
    private readonly IPAddress _from;

    /// <param name="path">Of the route that is flooded.</param>
    /// <param name="headers">Lines beside those of the framing.</param>
    /// <param name="body">The body.</param>
    /// <param name="from">Who sends; Linux answers for all of 127.0.0.0/8.</param>
    public Flood(string path, string headers, ReadOnlySpan<byte> body, IPAddress? from = null)
    {
        _from = from ?? IPAddress.Loopback;
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: gateway.test\r\nContent-Length: {body.Length}\r\n{headers}\r\n");
        _request = [.. Encoding.Latin1.GetBytes(head), .. body];
    }

    /// <summary>Sends it, and says how often each status was answered; 0 where the connection ended without one.</summary>
    public async Task<IReadOnlyDictionary<int, int>> SendAsync(Uri gateway, int times)
    {
        var statuses = await Task.WhenAll(Enumerable.Range(0, times).Select(_ => SendOneAsync(gateway)));
        return statuses.CountBy(status => status).ToDictionary(pair => pair.Key, pair => pair.Value);
    }

    private async Task<int> SendOneAsync(Uri gateway)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var status = new byte["HTTP/1.1 200".Length];
        try
        {
            socket.Bind(new IPEndPoint(_from.MapToIPv6(), 0));
            await socket.ConnectAsync(IPAddress.Parse(gateway.Host).MapToIPv6(), gateway.Port, patience.Token);
            var answers = await Task.WhenAll(ReadAsync(socket, status, patience.Token), SendAsync(socket, patience.Token));
            return answers[0] ? int.Parse(Encoding.ASCII.GetString(status)[^3..], CultureInfo.InvariantCulture) : 0;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return 0;
        }
    }

    private async Task<bool> SendAsync(Socket socket, CancellationToken cancellation)
    {
        try
        {
            return await socket.SendAsync(_request, cancellation) > 0;
        }
        catch (SocketException)
        {
            return false; // Refused before it was all sent: the answer may be here all the same.
        }
    }

    private static async Task<bool> ReadAsync(Socket socket, byte[] destination, CancellationToken cancellation)
    {
        for (var read = 0; read < destination.Length;)
        {
            var more = await socket.ReceiveAsync(destination.AsMemory(read), cancellation);
            if (more == 0)
            {
                return false;
            }

            read += more;
        }

        return true;
    }
}
