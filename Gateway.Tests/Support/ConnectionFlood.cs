using System.Net;
using System.Net.Sockets;

namespace Gateway.Tests.Support;

/// <summary>Many connections from many addresses, on each of which a request has begun that does not go on; those that are closed are not opened again.</summary>
/// <param name="addresses">How many.</param>
internal sealed class ConnectionFlood(int addresses = 200) : IDisposable
{
    private static readonly byte[] Beginning = "POST /hook HTTP/1.1\r\nHost: x\r\n"u8.ToArray();

    private readonly List<TcpClient> _open = [];

    /// <summary>How many were closed by the other side before they had said anything.</summary>
    public int Refused { get; private set; }

    public async Task OpenAsync(Uri url, int connections)
    {
        for (var count = 0; count < connections; count++)
        {
            // Linux answers for all of 127.0.0.0/8.
            var client = new TcpClient(new IPEndPoint(new IPAddress([127, 0, 1, (byte)(1 + (count % addresses))]), 0));
            _open.Add(client);
            try
            {
                await client.ConnectAsync(url.Host, url.Port);
                await client.GetStream().WriteAsync(Beginning);
            }
            catch (Exception failure) when (failure is SocketException or IOException)
            {
                Refused++;
            }
        }
    }

    public void Dispose() => _open.ForEach(client => client.Dispose());
}
