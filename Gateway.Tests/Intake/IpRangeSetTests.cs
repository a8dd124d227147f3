using System.Net;
using Gateway.Intake;

namespace Gateway.Tests.Intake;

public sealed class IpRangeSetTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("203.0.113.7/32", "203.0.113.7", true)]
    [InlineData("203.0.113.7/32", "203.0.113.6", false)]
    [InlineData("203.0.113.0/24", "203.0.113.0", true)]
    [InlineData("203.0.113.0/24", "203.0.113.255", true)]
    [InlineData("203.0.113.0/24", "203.0.112.255", false)]
    [InlineData("203.0.113.0/24", "203.0.114.0", false)]
    [InlineData("0.0.0.0/0", "0.0.0.0", true)]
    [InlineData("0.0.0.0/0", "255.255.255.255", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("0.0.0.0/0", "::", false)]
    [InlineData("0.0.0.0/1", "127.255.255.255", true)]
    [InlineData("0.0.0.0/1", "128.0.0.0", false)]
    [InlineData("::/0", "::", true)]
    [InlineData("::/0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8::/32", "2001:db8::", true)]
    [InlineData("2001:db8::/32", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8::/32", "2001:db9::", false)]
    [InlineData("2001:db8::/32", "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", false)]
    [InlineData("2001:db8::1/128", "2001:db8::1", true)]
    [InlineData("2001:db8::1/128", "2001:db8::2", false)]
    public void A_range_holds_its_first_and_last_address_and_nothing_beside_them(string entry, string address, bool holds) =>
        Assert.Equal(holds, Contains([entry], address));

    [Theory]
    [InlineData("2001:db8::1", true)]
    [InlineData("2001:db8::2", false)]
    [InlineData("2001:db8:1::1", false)]
    public void A_bare_IPv6_address_is_that_one_address(string address, bool holds) =>
        Assert.Equal(holds, Contains(["2001:db8::1"], address));

    [Theory]
    [InlineData("203.0.113.0/24", "::ffff:203.0.113.9", true)]
    [InlineData("203.0.113.0/24", "::ffff:203.0.114.9", false)]
    [InlineData("::ffff:203.0.113.0/120", "203.0.113.9", true)]
    [InlineData("::ffff:203.0.113.0/120", "203.0.114.9", false)]
    [InlineData("203.0.113.0/24", "::203.0.113.9", false)]
    public void An_IPv4_address_is_the_same_sender_when_written_as_mapped_IPv6(string entry, string address, bool holds) =>
        Assert.Equal(holds, Contains([entry], address));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("10")]
    [InlineData("10.1")]
    [InlineData("10.1/16")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("10.0.0.0/255.0.0.0")]
    [InlineData("10.0.0.0-10.0.0.9")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.1 ")]
    [InlineData("010.0.0.1")]
    [InlineData("0x0a.0.0.1")]
    [InlineData("2001:db8::/129")]
    [InlineData("fe80::1%eth0")]
    [InlineData("fe80::%1/64")]
    [InlineData("[::1]")]
    [InlineData("[::1]:443")]
    [InlineData("localhost")]
    [InlineData("*")]
    public void What_is_not_plainly_an_address_or_range_is_reported_and_holds_nothing(string entry)
    {
        var errors = new List<(int Index, string Error)>();

        var set = IpRangeSet.Parse(["192.0.2.1", entry], (index, error) => errors.Add((index, error)));

        var (at, text) = Assert.Single(errors);
        Assert.Equal(1, at);
        Assert.Contains($"'{entry}'", text, StringComparison.Ordinal);
        Assert.False(set.Contains(AddressBits.Of(IPAddress.Parse("10.0.0.1"))));
        Assert.False(set.Contains(AddressBits.Of(IPAddress.Parse("8.0.0.1"))));
        Assert.False(set.Contains(AddressBits.Of(IPAddress.IPv6Loopback)));
    }

    [Theory]
    [InlineData("203.0.113.7/24")]
    [InlineData("0.0.0.1/0")]
    [InlineData("2001:db8::1/32")]
    [InlineData("::ffff:10.0.0.0/8")]
    public void Bits_behind_the_prefix_are_reported_as_such(string entry)
    {
        var errors = new List<string>();

        IpRangeSet.Parse([entry], (_, error) => errors.Add(error));

        Assert.Contains("bits set behind its prefix", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.0", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("10.255.255.255", true)]
    [InlineData("11.0.0.0", true)]
    [InlineData("11.0.0.1", false)]
    [InlineData("9.255.255.255", false)]
    [InlineData("192.0.2.200", true)]
    [InlineData("192.0.2.127", false)]
    [InlineData("192.0.3.1", false)]
    [InlineData("2001:db8::5", true)]
    public void Ranges_may_overlap_repeat_and_stand_in_any_order(string address, bool holds) =>
        Assert.Equal(
            holds,
            Contains(
                ["192.0.2.128/25", "2001:db8::/64", "10.1.0.0/16", "10.0.0.0/8", "10.0.0.0/8", "10.1.2.3", "11.0.0.0"],
                address));

    [Fact]
    public void The_empty_set_holds_nobody() =>
        Assert.False(IpRangeSet.Empty.Contains(AddressBits.Of(IPAddress.Loopback)));

    private static bool Contains(string[] entries, string address) =>
        IpRangeSet.Parse(entries, (_, error) => Assert.Fail(error)).Contains(AddressBits.Of(IPAddress.Parse(address)));
}
