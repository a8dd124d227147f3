using System.Net;
using Gateway.Intake;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Intake;

public sealed class ClientAddressResolverTests
{
    private const string Proxy = "10.0.0.1";

    [Theory]
    [InlineData("198.51.100.7")]
    [InlineData("127.0.0.1")]
    [InlineData("2001:db8::7")]
    public void Nobody_but_a_trusted_proxy_is_believed(string peer) =>
        Assert.Equal(IPAddress.Parse(peer), Resolve(peer, "X-Forwarded-For", "203.0.113.9"));

    [Fact]
    public void Without_trusted_proxies_the_address_is_the_connections_own()
    {
        var headers = new HeaderDictionary { ["X-Forwarded-For"] = "203.0.113.9" };

        var client = new ClientAddressResolver(IpRangeSet.Empty, "X-Forwarded-For").Resolve(IPAddress.Loopback, headers);

        Assert.Equal(IPAddress.Loopback, client);
    }

    [Fact]
    public void A_connection_without_an_address_has_no_client() =>
        Assert.Null(new ClientAddressResolver(IpRangeSet.Empty, "X-Forwarded-For").Resolve(peer: null, new HeaderDictionary()));

    [Fact]
    public void A_trusted_proxy_that_passes_nothing_on_is_the_caller_itself() =>
        Assert.Equal(IPAddress.Parse(Proxy), Resolve(Proxy, "X-Forwarded-For"));

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("6.6.6.6, 203.0.113.9", "203.0.113.9")]
    [InlineData("6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9")]
    [InlineData("6.6.6.6,203.0.113.9,10.0.0.2,10.9.9.9", "203.0.113.9")]
    [InlineData("10.0.0.5, 203.0.113.9", "203.0.113.9")]
    [InlineData("garbage, 203.0.113.9", "203.0.113.9")]
    [InlineData("  203.0.113.9  ", "203.0.113.9")]
    [InlineData("203.0.113.9:51234", "203.0.113.9")]
    [InlineData("2001:db8::9", "2001:db8::9")]
    [InlineData("[2001:db8::9]", "2001:db8::9")]
    [InlineData("[2001:db8::9]:51234", "2001:db8::9")]
    [InlineData("6.6.6.6, ::ffff:10.0.0.2", "6.6.6.6")]
    public void The_client_is_the_right_most_address_that_is_not_a_trusted_proxy(string header, string client) =>
        Assert.Equal(IPAddress.Parse(client), Resolve(Proxy, "X-Forwarded-For", header));

    [Theory]
    [InlineData("203.0.113.9", "6.6.6.6", "203.0.113.9")]
    [InlineData("203.0.113.9", "6.6.6.6, 7.7.7.7", "203.0.113.9")]
    [InlineData("10.0.0.2", "6.6.6.6, 203.0.113.9", "203.0.113.9")]
    public void Several_header_lines_are_one_list(string last, string first, string client) =>
        Assert.Equal(IPAddress.Parse(client), Resolve(Proxy, "X-Forwarded-For", first, last));

    [Theory]
    [InlineData("")]
    [InlineData("203.0.113.9,")]
    [InlineData("203.0.113.9, , 10.0.0.2")]
    [InlineData("unknown")]
    [InlineData("localhost")]
    [InlineData("6.6.6.6, garbage")]
    [InlineData("6.6.6.6, garbage, 10.0.0.2")]
    [InlineData("10.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0127.0.0.1")]
    [InlineData("203.0.113.9:51234:1")]
    [InlineData("203.0.113.9:port")]
    [InlineData("203.0.113.9 6.6.6.6")]
    [InlineData("[2001:db8::9")]
    [InlineData("2001:db8::9]")]
    [InlineData("[2001:db8::9]x")]
    [InlineData("[[2001:db8::9]]")]
    [InlineData("[]")]
    [InlineData(":")]
    [InlineData("\"203.0.113.9\"")]
    public void What_cannot_be_read_is_nobodys_address(string header) =>
        Assert.Null(Resolve(Proxy, "X-Forwarded-For", header));

    [Fact]
    public void When_every_hop_is_a_trusted_proxy_the_call_began_at_the_left_most() =>
        Assert.Equal(IPAddress.Parse("10.0.0.3"), Resolve(Proxy, "X-Forwarded-For", "10.0.0.3, 10.0.0.2"));

    [Theory]
    [InlineData(31, true)]
    [InlineData(32, false)]
    public void A_chain_longer_than_any_real_one_is_not_followed(int proxies, bool found)
    {
        var chain = string.Join(',', Enumerable.Repeat("10.0.0.2", proxies).Prepend("203.0.113.9"));

        Assert.Equal(found, Resolve(Proxy, "X-Forwarded-For", chain) is not null);
    }

    [Theory]
    [InlineData("for=203.0.113.9", "203.0.113.9")]
    [InlineData("For=203.0.113.9;proto=https;by=10.0.0.1", "203.0.113.9")]
    [InlineData("proto=https;for=203.0.113.9", "203.0.113.9")]
    [InlineData("for=\"203.0.113.9:4711\"", "203.0.113.9")]
    [InlineData("for=\"[2001:db8:cafe::17]\"", "2001:db8:cafe::17")]
    [InlineData("for=\"[2001:db8:cafe::17]:4711\"", "2001:db8:cafe::17")]
    [InlineData("for=6.6.6.6, for=203.0.113.9", "203.0.113.9")]
    [InlineData("for=6.6.6.6, for=203.0.113.9, for=\"[::ffff:10.0.0.2]\"", "203.0.113.9")]
    [InlineData("for=\"6.6.6.6, for=203.0.113.9", "203.0.113.9")]
    public void Forwarded_is_read_by_RFC_7239(string header, string client) =>
        Assert.Equal(IPAddress.Parse(client), Resolve(Proxy, "Forwarded", header));

    [Theory]
    [InlineData("for=unknown")]
    [InlineData("for=_hidden")]
    [InlineData("for=\"_SEVKISEK\"")]
    [InlineData("for=_gazonk:8080")]
    [InlineData("203.0.113.9")]
    [InlineData("by=203.0.113.9")]
    [InlineData("proto=https")]
    [InlineData("for=")]
    [InlineData("for=\"\"")]
    [InlineData("for=6.6.6.6, for=unknown")]
    [InlineData("for=6.6.6.6;by=\"a,b\"")]
    public void An_obfuscated_hop_is_nobodys_address(string header) => Assert.Null(Resolve(Proxy, "Forwarded", header));

    [Fact]
    public void The_other_header_is_not_looked_at() =>
        Assert.Equal(IPAddress.Parse(Proxy), Resolve(Proxy, "CF-Connecting-IP", "X-Forwarded-For", ["203.0.113.9"]));

    private static IPAddress? Resolve(string peer, string header, params string[] lines) =>
        Resolve(peer, header, header, lines);

    private static IPAddress? Resolve(string peer, string configured, string sent, string[] lines)
    {
        var trusted = IpRangeSet.Parse(["10.0.0.0/8"], (_, error) => Assert.Fail(error));
        var headers = new HeaderDictionary();
        if (lines.Length > 0)
        {
            headers[sent] = lines;
        }

        return new ClientAddressResolver(trusted, configured).Resolve(IPAddress.Parse(peer), headers);
    }
}
