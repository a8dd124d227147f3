using System.Net;
using System.Net.Sockets;
using Gateway.Intake;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Intake;

/// <summary>A set of ranges against each of them, bit by bit.</summary>
public sealed class IpRangeSetPropertyTests(ITestOutputHelper output)
{
    [Fact]
    public void A_set_holds_an_address_when_one_of_its_ranges_does()
    {
        var chance = Chance.For(output);
        var held = 0;
        for (var round = 0; round < 500; round++)
        {
            var networks = Enumerable.Range(0, chance.Below(12)).Select(_ => Network(chance)).ToList();
            var set = IpRangeSet.Parse(networks.Select(network => network.ToString()), (_, error) => Assert.Fail(error));
            foreach (var address in Addresses(chance, networks))
            {
                var expected = networks.Exists(network => Holds(network, address));
                held += expected ? 1 : 0;
                Assert.True(
                    expected == set.Contains(AddressBits.Of(address)), $"{address} in {string.Join(", ", networks)}: {expected} is expected");
            }
        }

        Assert.InRange(held, 500, int.MaxValue); // It was not all about addresses outside.
    }

    [Fact]
    public void Whatever_is_written_is_a_range_or_is_reported()
    {
        var chance = Chance.For(output);
        const string letters = "0123456789abcdefABCDEF.:/%-+[] ";
        for (var round = 0; round < 20_000; round++)
        {
            var text = chance.Below(2) == 0
                ? string.Concat(Enumerable.Range(0, chance.Below(20)).Select(_ => letters[chance.Below(letters.Length)]))
                : Network(chance).ToString().Insert(0, letters[chance.Below(letters.Length)].ToString());
            var reported = 0;
            var set = IpRangeSet.Parse([text], (_, _) => reported++);

            Assert.Equal(set.IsEmpty, reported == 1);
            Assert.True(reported == 1 || IsRange(text), text);
        }
    }

    /// <summary>Bit by bit. An IPv4 address and its IPv4-mapped form are one sender, whichever the range is written in.</summary>
    private static bool Holds(IPNetwork network, IPAddress address)
    {
        var isShort = network.BaseAddress.AddressFamily == AddressFamily.InterNetwork;
        return Bits(network.BaseAddress).Take(network.PrefixLength + (isShort ? 96 : 0)).SequenceEqual(
            Bits(address).Take(network.PrefixLength + (isShort ? 96 : 0)));
    }

    private static IEnumerable<bool> Bits(IPAddress address) => address.MapToIPv6().GetAddressBytes()
        .SelectMany(part => Enumerable.Range(0, 8).Select(bit => (part & (0x80 >> bit)) != 0));

    private static bool IsRange(string text) => IPNetwork.TryParse(text, out _) || IPAddress.TryParse(text, out _);

    private static IPNetwork Network(Chance chance)
    {
        var bytes = Bytes(chance);
        var length = chance.Below(4) == 0 ? (bytes.Length * 8) - chance.Below(3) : chance.Below((bytes.Length * 8) + 1);
        for (var bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPNetwork(new IPAddress(bytes), length);
    }

    /// <summary>Few values, so that ranges overlap, touch and repeat.</summary>
    private static byte[] Bytes(Chance chance)
    {
        byte[] few = [0, 1, 10, 127, 128, 254, 255];
        var bytes = new byte[chance.Below(3) == 0 ? 16 : 4];
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] = few[chance.Below(few.Length)];
        }

        return bytes;
    }

    /// <summary>The ends of every range, what lies beside them, and some by chance.</summary>
    private static IEnumerable<IPAddress> Addresses(Chance chance, List<IPNetwork> networks)
    {
        foreach (var network in networks)
        {
            var first = network.BaseAddress.GetAddressBytes();
            var last = (byte[])first.Clone();
            for (var bit = network.PrefixLength; bit < last.Length * 8; bit++)
            {
                last[bit / 8] |= (byte)(0x80 >> (bit % 8));
            }

            yield return new IPAddress(first);
            yield return new IPAddress(last);
            yield return new IPAddress(Moved(first, -1));
            yield return new IPAddress(Moved(last, 1));
        }

        for (var count = 0; count < 4; count++)
        {
            yield return new IPAddress(Bytes(chance));
        }
    }

    private static byte[] Moved(byte[] address, int by)
    {
        var moved = (byte[])address.Clone();
        for (var at = moved.Length - 1; at >= 0; at--)
        {
            moved[at] = (byte)(moved[at] + by);
            if (moved[at] != (by > 0 ? 0 : 255))
            {
                break;
            }
        }

        return moved;
    }
}
