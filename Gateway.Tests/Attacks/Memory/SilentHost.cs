using System.Net;
using System.Net.Sockets;

namespace Gateway.Tests.Attacks.Memory;

/// <summary>Takes connections and says nothing, as a certificate's host that hangs.</summary>
internal sealed class SilentHost : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SilentHost() => _listener.Start(); // Connections wait in the kernel's queue for one who accepts them.

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Dispose() => _listener.Dispose();
}
