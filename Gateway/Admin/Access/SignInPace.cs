using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Admin.Access;

/// <summary>
/// How often an address may name a wrong token. Addresses share a fixed number of places, chosen by a hash of this process' own: what
/// it takes does not grow with who tries.
/// </summary>
internal sealed class SignInPace(TimeProvider clock)
{
    /// <summary>At once.</summary>
    public const int Burst = 30;

    private const int Places = 256;

    /// <summary>After which one more is free.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>When a place would be empty again, in ticks.</summary>
    private readonly long[] _emptyAt = new long[Places];

    /// <summary>How long the address has to wait before it may try again; zero for not at all.</summary>
    public TimeSpan Wait(IPAddress? address)
    {
        var wait = Volatile.Read(ref _emptyAt[PlaceOf(address)]) - clock.GetUtcNow().UtcTicks - ((Burst - 1) * Interval.Ticks);
        return wait > 0 ? TimeSpan.FromTicks(wait) : TimeSpan.Zero;
    }

    /// <summary>The address has named a wrong one.</summary>
    public void Failed(IPAddress? address)
    {
        ref var emptyAt = ref _emptyAt[PlaceOf(address)];
        var now = clock.GetUtcNow().UtcTicks;
        long seen;
        do
        {
            seen = Volatile.Read(ref emptyAt);
        }
        while (Interlocked.CompareExchange(ref emptyAt, Math.Max(seen, now) + Interval.Ticks, seen) != seen);
    }

    /// <summary>An IPv6 sender is its /64 network: it has as many addresses as it likes.</summary>
    private static int PlaceOf(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        if (address is not null)
        {
            var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            _ = plain.TryWriteBytes(bytes, out _);
            if (plain.AddressFamily == AddressFamily.InterNetworkV6)
            {
                bytes[8..].Clear();
            }
        }

        var hash = HashCode.Combine(BinaryPrimitives.ReadInt64LittleEndian(bytes), address?.AddressFamily);
        return (int)((uint)hash % Places);
    }
}
