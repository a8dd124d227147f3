using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Gateway.Benchmarks.Load;

/// <summary>Allow lists of many networks, no two of which have an address in common.</summary>
internal static class LoadNetworks
{
    /// <summary>Where the load comes from.</summary>
    private const string Loopback = "127.0.0.0/9";

    // Blocks of 24 bits from 11.0.0.0 to 125.255.255.0: networks are as long as them or longer, so that none is in another.
    private const int FirstBlock = 11 << 16;
    private const int EndOfBlocks = 126 << 16;
    private const int BlockBits = 24;

    // Below 2001:db8::/32, the network of examples.
    private const ulong Examples = 0x2001_0DB8_0000_0000;
    private const int SubnetBits = 64;

    /// <summary>Half of them IPv4 and half IPv6, chosen by chance, and the one that the load comes from.</summary>
    public static JsonArray Choose(int count)
    {
        var blocks = new HashSet<int>();
        var subnets = new HashSet<int>();
        var networks = new JsonArray();
        while (networks.Count < count - 1)
        {
            if (networks.Count % 2 == 0)
            {
                var block = RandomNumberGenerator.GetInt32(FirstBlock, EndOfBlocks);
                if (blocks.Add(block))
                {
                    networks.Add(Version4(block));
                }
            }
            else
            {
                var subnet = RandomNumberGenerator.GetInt32(int.MaxValue);
                if (subnets.Add(subnet))
                {
                    networks.Add(Version6(subnet));
                }
            }
        }

        networks.Add(Loopback);
        return networks;
    }

    private static string Version4(int block)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, block << (32 - BlockBits));
        return Text(bytes, RandomNumberGenerator.GetInt32(BlockBits, 33));
    }

    private static string Version6(int subnet)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Examples | (uint)subnet);
        return Text(bytes, RandomNumberGenerator.GetInt32(SubnetBits, 129));
    }

    private static string Text(ReadOnlySpan<byte> address, int length) =>
        string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(address)}/{length}");
}
