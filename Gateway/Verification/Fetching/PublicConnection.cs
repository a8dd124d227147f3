using System.Net;
using System.Net.Sockets;

namespace Gateway.Verification.Fetching;

/// <summary>
/// How the gateway calls places that are not its backends: to addresses of the internet, or to an address that the configuration names
/// itself; never where a name, a redirect or a proxy would have it go.
/// </summary>
internal static class PublicConnection
{
    public static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false, // Behind one it would be the proxy that connects, and not to where the check below looked.
        UseCookies = false,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
        ConnectCallback = ConnectAsync,
    };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = ProviderUrl.IsLiteral(host, out var literal)
            ? (IPAddress[])[literal]
            : Array.FindAll(await Dns.GetHostAddressesAsync(host, cancellation), PublicAddress.IsPublic);
        if (addresses.Length == 0)
        {
            throw new ProviderUnavailableException("the host has no address of the internet; one of your own network is written as an address");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
