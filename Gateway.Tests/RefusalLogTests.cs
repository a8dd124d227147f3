using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests;

/// <summary>The line of a refused webhook says enough to explain it, and no value of it.</summary>
public sealed class RefusalLogTests : IAsyncLifetime
{
    private const string Verification = $$"""
        {
          {{SignedWebhook.Scheme}}, "Schema": { "File": "event.schema.json" },
          "RateLimit": { "Limit": 2, "Period": "01:00:00", "By": "Route" }
        }
        """;

    private readonly CapturedLog _log = new();
    private readonly FakeTimeProvider _clock = TestClock.New();
    private Upstream _upstream = null!;
    private TestGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _upstream = await Upstream.StartAsync();
        var configuration = new TestConfiguration(_upstream.Url, Verification) { Logger = _log };
        _gateway = await TestGateway.StartAsync(
            configuration.WithFile("event.schema.json", """
                { "properties": { "data": { "type": "object" }, "slow": { "pattern": "^(?=a)(a|aa)+$" } } }
                """), _clock);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""", "duplicate name")]
    [InlineData("""{"a":""", "malformed JSON")]
    [InlineData("""{} {}""", "trailing content")]
    [InlineData("\ufeff{}", "byte order mark")]
    public async Task A_body_that_is_not_strict_JSON_is_named_by_its_defect(string body, string detail) =>
        Assert.EndsWith($" stage=Schema age=7 detail={detail}", await LineOfAsync("body_invalid", body), StringComparison.Ordinal);

    [Fact]
    public async Task A_schema_s_first_violation_is_named_by_place_and_keyword()
    {
        var line = await LineOfAsync("schema_invalid", """{"data":"sensitive"}""");

        Assert.EndsWith(" stage=Schema age=7 detail=violates /properties/data/type", line, StringComparison.Ordinal);
        Assert.DoesNotContain("sensitive", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_takes_too_much_work_is_named_so()
    {
        var line = await LineOfAsync("schema_invalid", $$"""{"slow":"{{new string('a', 5000)}}!"}""");

        Assert.EndsWith(" stage=Schema age=7 detail=too much work", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_budget_that_was_used_up_is_named()
    {
        await LineOfAsync("forwarded", "{}");
        await LineOfAsync("forwarded", "{}");
        Assert.EndsWith(
            " stage=RateLimit age=7 detail=rule of the route", await LineOfAsync("rate_limited", "{}"), StringComparison.Ordinal);

        await LineOfAsync("signature_invalid", "{}", signed: false);
        await LineOfAsync("signature_invalid", "{}", signed: false);
        Assert.EndsWith(
            " stage=RateLimit age= detail=unverified attempts", await LineOfAsync("rate_limited", "{}", signed: false),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_that_passed_has_no_stage_that_stopped_it() => Assert.EndsWith(
        " stage= age=7 detail=", await LineOfAsync("forwarded", "{}"), StringComparison.Ordinal);

    private async Task<string> LineOfAsync(string outcome, string body, bool signed = true)
    {
        var before = _gateway.Count(outcome);
        var webhook = new SignedWebhook(_clock.GetUtcNow() - TimeSpan.FromSeconds(7), body);
        using var request = webhook.Request();
        if (!signed)
        {
            request.Headers.Remove(SignedWebhook.SignatureHeader);
            request.Headers.Add(SignedWebhook.SignatureHeader, webhook.Sign("another secret"));
        }

        await _gateway.SendAsync(request);
        await _gateway.CountsAsync(outcome, before + 1);
        return _log.Lines.Last(line => line.Contains($"Webhook hooks {outcome} ", StringComparison.Ordinal)).TrimEnd();
    }
}
