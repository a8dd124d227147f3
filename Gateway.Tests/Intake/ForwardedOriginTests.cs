using Gateway.Intake;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Intake;

/// <summary>Where the sender called, by a trusted proxy's headers.</summary>
public sealed class ForwardedOriginTests
{
    [Theory]
    [InlineData("https", "hooks.example.org", "https://hooks.example.org")]
    [InlineData("http", "hooks.example.org:8080", "http://hooks.example.org:8080")]
    [InlineData("https", "Hooks.Example.org:443", "https://Hooks.Example.org:443")]
    [InlineData("https", "under_score.example.org", "https://under_score.example.org")]
    [InlineData("https", "203.0.113.9", "https://203.0.113.9")]
    [InlineData("https", "[2001:db8::1]:8443", "https://[2001:db8::1]:8443")]
    public void Scheme_and_host_are_taken_as_they_are_written(string proto, string host, string origin) =>
        Assert.Equal(origin, Read(("X-Forwarded-Proto", proto), ("X-Forwarded-Host", host)));

    [Theory]
    [InlineData("https,http")]
    [InlineData("HTTPS")]
    [InlineData(" https")]
    [InlineData("ftp")]
    [InlineData("https://")]
    public void A_scheme_that_is_not_one_of_the_two_is_none(string proto) => Assert.Equal(
        "X-Forwarded-Proto is not one http or https", Read(("X-Forwarded-Proto", proto), ("X-Forwarded-Host", "a.example")));

    [Theory]
    [InlineData("a.example, b.example")]
    [InlineData("a.example,b.example")]
    [InlineData("a.example/path")]
    [InlineData("a.example?query")]
    [InlineData("a.example#fragment")]
    [InlineData("user@a.example")]
    [InlineData("a.example:")]
    [InlineData("a.example:65536")]
    [InlineData("a.example:+80")]
    [InlineData("a.example:80:80")]
    [InlineData("a example")]
    [InlineData(" a.example")]
    [InlineData("a.example\0")]
    [InlineData("a%2eexample")]
    [InlineData("ä.example")]
    [InlineData(":80")]
    [InlineData("[2001:db8::1")]
    [InlineData("[a.example]")]
    [InlineData("[192.0.2.1]")]
    [InlineData("[]")]
    [InlineData("2001:db8::1")]
    public void What_is_not_one_host_is_none(string host) => Assert.Equal(
        "X-Forwarded-Host is not one host", Read(("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", host)));

    [Fact]
    public void A_host_longer_than_any_name_is_none() => Assert.Equal(
        "X-Forwarded-Host is not one host", Read(("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", new string('a', 261))));

    [Fact]
    public void A_header_that_stands_twice_is_none_whatever_it_says()
    {
        Assert.Equal("X-Forwarded-Host is not one host", Read(
            ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "a.example"), ("X-Forwarded-Host", "a.example")));
        Assert.Equal("X-Forwarded-Proto is not one http or https", Read(
            ("X-Forwarded-Proto", "https"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "a.example")));
    }

    [Fact]
    public void A_header_that_is_missing_is_named()
    {
        Assert.Equal("X-Forwarded-Proto is missing", Read(("X-Forwarded-Host", "a.example")));
        Assert.Equal("X-Forwarded-Host is missing", Read(("X-Forwarded-Proto", "https"), ("Host", "a.example")));
        Assert.Equal("X-Forwarded-Host is missing", Read(("X-Forwarded-Proto", "https"), ("Forwarded", "for=1.2.3.4;host=a.example")));
    }

    [Theory]
    [InlineData("for=203.0.113.9;proto=https;host=a.example", "https://a.example")]
    [InlineData("Host=\"a.example:8443\"; For=203.0.113.9; Proto=https", "https://a.example:8443")]
    [InlineData("for=6.6.6.6;host=evil.example;proto=http, for=203.0.113.9;host=a.example;proto=https", "https://a.example")]
    [InlineData("for=203.0.113.9;host=a.example;proto=https, for=10.0.0.2;host=inside.example;proto=http", "https://a.example")]
    [InlineData("for=10.0.0.3;host=a.example;proto=https, for=10.0.0.2;host=inside.example;proto=http", "https://a.example")]
    public void Of_Forwarded_the_clients_element_counts(string forwarded, string origin) =>
        Assert.Equal(origin, ReadForwarded(forwarded));

    [Theory]
    [InlineData("")]
    [InlineData("for=203.0.113.9")]
    [InlineData("for=203.0.113.9;host=a.example")]
    [InlineData("for=203.0.113.9;proto=https")]
    [InlineData("proto=https;host=a.example")]
    [InlineData("for=unknown;proto=https;host=a.example")]
    [InlineData("for=6.6.6.6;proto=https;host=evil.example, for=203.0.113.9;proto=https")]
    [InlineData("for=203.0.113.9;proto=https;host=a.example;host=b.example")]
    [InlineData("for=203.0.113.9;proto=https;proto=http;host=a.example")]
    [InlineData("for=203.0.113.9;for=6.6.6.6;proto=https;host=a.example")]
    [InlineData("for=203.0.113.9;proto=https;host=\"a.example/x\"")]
    [InlineData("for=203.0.113.9;proto=https;host=\"a.example,b.example\"")]
    public void An_element_without_one_of_each_is_none(string forwarded) =>
        Assert.StartsWith("Forwarded is missing, or its element", ReadForwarded(forwarded), StringComparison.Ordinal);

    private static string ReadForwarded(string forwarded) => Read(
        "Forwarded", ("Forwarded", forwarded), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "other.example"));

    private static string Read(params (string Name, string Value)[] lines) => Read("X-Forwarded-For", lines);

    private static string Read(string header, params (string Name, string Value)[] lines)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in lines)
        {
            headers.Append(name, value);
        }

        var trusted = IpRangeSet.Parse(["10.0.0.0/8"], (_, error) => Assert.Fail(error));
        var origin = new ClientAddressResolver(trusted, header).ReadOrigin(headers);
        return origin.Defect ?? $"{origin.Scheme}://{origin.Host}";
    }
}
