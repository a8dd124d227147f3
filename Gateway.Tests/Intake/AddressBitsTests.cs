using System.Globalization;
using System.Net;
using Gateway.Intake;

namespace Gateway.Tests.Intake;

public sealed class AddressBitsTests
{
    [Theory]
    [InlineData("203.0.113.9", "0000000000000000 0000ffffcb007109")]
    [InlineData("::ffff:203.0.113.9", "0000000000000000 0000ffffcb007109")]
    [InlineData("0.0.0.0", "0000000000000000 0000ffff00000000")]
    [InlineData("::", "0000000000000000 0000000000000000")]
    [InlineData("::1", "0000000000000000 0000000000000001")]
    [InlineData("2001:db8::ff", "20010db800000000 00000000000000ff")]
    [InlineData("fe80::1%3", "fe80000000000000 0000000000000001")]
    public void An_address_is_one_number_in_either_family(string address, string bits)
    {
        var halves = bits.Split(' ').Select(half => ulong.Parse(half, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(new UInt128(halves[0], halves[1]), AddressBits.Of(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("10.0.0.0", 0, 96)]
    [InlineData("10.0.0.0", 8, 104)]
    [InlineData("10.0.0.0", 32, 128)]
    [InlineData("::", 0, 0)]
    [InlineData("2001:db8::", 32, 32)]
    public void A_prefix_of_IPv4_counts_the_bits_in_front_of_it(string address, int prefix, int bits) =>
        Assert.Equal(bits, AddressBits.PrefixLength(IPAddress.Parse(address), prefix));
}
