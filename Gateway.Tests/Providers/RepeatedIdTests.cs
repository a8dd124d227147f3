using System.Security.Cryptography;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Providers;

/// <summary>Providers that send several events of one type about one thing: none of them is taken for a copy, and a copy is.</summary>
public sealed class RepeatedIdTests
{
    [Theory]
    [InlineData(
        "cursor", "X-Webhook-Signature", "sha256=", false, """{"event":"statusChange","timestamp":"2026-01-01T00:00:00Z","id":"bc_1","status":"FINISHED"}""",
        """{"event":"statusChange","timestamp":"2026-01-01T01:00:00Z","id":"bc_1","status":"FINISHED"}""")]
    [InlineData(
        "paystack", "x-paystack-signature", "", true, """{"event":"charge.dispute.remind","data":{"id":1,"dueAt":"2026-01-02"}}""",
        """{"event":"charge.dispute.remind","data":{"id":1,"dueAt":"2026-01-03"}}""")]
    [InlineData(
        "cal-com", "X-Cal-Signature-256", "", false, """{"triggerEvent":"MEETING_STARTED","createdAt":"2026-01-01T00:00:00Z","payload":{"uid":"u1"}}""",
        """{"triggerEvent":"MEETING_STARTED","createdAt":"2026-01-01T01:00:00Z","payload":{"uid":"u1"}}""")]
    public async Task Two_events_of_one_type_about_one_thing_are_two(string preset, string header, string prefix, bool isLong, string first, string second)
    {
        using var route = TestRoute.Compile($$"""{ "Provider": "{{preset}}", "Signature": { "Secrets": [ "env:SECRET" ] } }""");
        TestRequest Signed(string body) => new TestRequest { Text = body }.With(header, prefix + Mac(isLong, body));

        Assert.Equal("passed", await route.OutcomeOfAsync(Signed(first)));
        Assert.Equal("passed", await route.OutcomeOfAsync(Signed(second)));
        Assert.Equal("duplicate_in_flight", await route.OutcomeOfAsync(Signed(first)));
    }

    private static string Mac(bool isLong, string body)
    {
        var (key, content) = (Encoding.UTF8.GetBytes(TestRoute.Secret), Encoding.UTF8.GetBytes(body));
        return Convert.ToHexStringLower(isLong ? HMACSHA512.HashData(key, content) : HMACSHA256.HashData(key, content));
    }
}
