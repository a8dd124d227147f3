using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Intake;

/// <summary>
/// An address as one 128-bit number, IPv4 as IPv4-mapped IPv6 (RFC 4291, section 2.5.5.2): 203.0.113.9 and
/// ::ffff:203.0.113.9 are one sender, whichever way the listener's socket reports it.
/// </summary>
internal static class AddressBits
{
    private static readonly UInt128 MappedPrefix = new(0, 0xFFFF_0000_0000);
    private static readonly UInt128 Network = new(ulong.MaxValue, 0);

    public static UInt128 Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var written);
        return written == 4
            ? MappedPrefix | BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>
    /// Whom to count: an IPv4 address, or an IPv6 network of 64 bits, which is the least that one customer gets
    /// (RFC 6177). Counted by address, such a customer would have 2^64 budgets.
    /// </summary>
    public static UInt128 SenderOf(IPAddress address)
    {
        var bits = Of(address);
        return bits >> 32 == MappedPrefix >> 32 ? bits : bits & Network;
    }

    /// <summary>The prefix length in 128 bits.</summary>
    public static int PrefixLength(IPAddress baseAddress, int prefixLength) =>
        baseAddress.AddressFamily == AddressFamily.InterNetwork ? 96 + prefixLength : prefixLength;
}
