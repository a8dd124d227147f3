using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Gateway.Connections;

/// <summary>
/// Where Kestrel takes what connections hold. With its own blocks of 4 KiB, every 4 KiB of a body are two system calls and a wake-up: a
/// megabyte took 300 us more of the processor than with 16 KiB. A socket takes its block when something has arrived, so that idle
/// connections hold none. Behind the socket the blocks are small: each stream of HTTP/2 holds one for a single byte.
/// </summary>
internal sealed class ConnectionMemory : IMemoryPoolFactory<byte>, IMemoryPoolFeature, IDisposable
{
    private const int SocketBlock = 16 * 1024;
    private const int OtherBlock = 4 * 1024;

    /// <summary>In bytes, of each.</summary>
    private const int MostKept = 2 * 1024 * 1024;

    private readonly BlockPool _ofSockets = new(SocketBlock, MostKept / SocketBlock);
    private readonly BlockPool _ofOthers = new(OtherBlock, MostKept / OtherBlock);

    /// <summary>Of what reads and answers requests.</summary>
    public MemoryPool<byte> MemoryPool => _ofOthers;

    /// <summary>Of the sockets: one pool for all listeners, so that what is kept is bounded once.</summary>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => _ofSockets;

    public void Dispose()
    {
        _ofSockets.Dispose();
        _ofOthers.Dispose();
    }
}
