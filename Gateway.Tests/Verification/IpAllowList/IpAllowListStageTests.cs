using System.Net;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.IpAllowList;

public sealed class IpAllowListStageTests
{
    [Theory]
    [InlineData("203.0.113.9", "passed")]
    [InlineData("::ffff:203.0.113.9", "passed")]
    [InlineData("203.0.114.9", "ip_not_allowed")]
    [InlineData("2001:db8::1", "passed")]
    [InlineData("2001:db8::2", "ip_not_allowed")]
    [InlineData("127.0.0.1", "ip_not_allowed")]
    [InlineData(null, "ip_not_allowed")]
    public async Task Only_listed_addresses_are_let_in(string? client, string outcome)
    {
        using var route = TestRoute.Compile("""
            {
              "IpAllowList": [ "203.0.113.0/24", "2001:db8::1" ],
              "Signature": { "Algorithm": "none", "Reason": "a test" }
            }
            """);

        Assert.Equal(outcome, await route.OutcomeOfAsync(
            new TestRequest { Client = client is null ? null : IPAddress.Parse(client) }));
    }

    [Fact]
    public async Task It_is_looked_at_before_a_byte_of_the_body_is_read()
    {
        using var route = TestRoute.Compile("""
            { "IpAllowList": "203.0.113.0/24", "Signature": { "Algorithm": "none", "Reason": "a test" } }
            """);

        var journey = await route.SendAsync(new TestRequest());

        Assert.Equal("ip_not_allowed", journey.Code);
        Assert.Equal(0, journey.Webhook.Body.Length);
        Assert.False(journey.Webhook.BodyIsComplete);
    }
}
