using System.Net;
using System.Net.Sockets;

namespace Gateway.Tests.Support;

/// <summary>A proxy in front of the gateway, as the gateway sees one: connections from an address of its own, and headers.</summary>
internal static class ProxyClient
{
    /// <summary>Another of loopback's addresses than the one that tests come from.</summary>
    public const string Address = "127.0.0.2";

    public static HttpClient To(Uri gateway) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(IPAddress.Parse(Address), 0));
            await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = gateway,
    };
}
