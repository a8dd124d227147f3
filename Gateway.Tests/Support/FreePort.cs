using System.Net;
using System.Net.Sockets;

namespace Gateway.Tests.Support;

/// <summary>
/// Ports for servers that cannot choose their own. They lie below the range that the system takes the ports of outgoing connections
/// from, so that a server that was stopped finds its port free when it starts again.
/// </summary>
internal static class FreePort
{
    private const int First = 10_000;
    private const int Count = 8_000;

    // Processes of tests that run at the same time begin at different places.
    private static int _last = Environment.ProcessId * 61;

    /// <summary>One that nobody listens on, nor on the one of its bus.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _last) % Count);
            if (IsFree(port) && IsFree(BusOf(port)))
            {
                return port;
            }
        }
    }

    /// <summary>Where a node of a cluster listens for the others: outside the range of the servers themselves.</summary>
    public static int BusOf(int port) => port + Count;

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
