using System.Globalization;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Replay;

public sealed class ReplayStageTests : IDisposable
{
    private readonly TestRoute _route = TestRoute.Compile("""
        {
          "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Content": "{timestamp}.{body}", "Secrets": "env:SECRET" },
          "Replay": { "Timestamp": "header:X-Time", "MaxAge": "00:05:00", "MaxSkew": "00:01:00" }
        }
        """);

    [Theory]
    [InlineData(0, "passed")]
    [InlineData(300, "passed")]
    [InlineData(301, "timestamp_too_old")]
    [InlineData(-60, "passed")]
    [InlineData(-61, "timestamp_in_future")]
    [InlineData(-300, "timestamp_in_future")]
    [InlineData(1_000_000_000, "timestamp_too_old")]
    [InlineData(-1_000_000_000, "timestamp_in_future")]
    public async Task Age_and_skew_are_bounds_of_their_own_and_inclusive(int ageInSeconds, string outcome)
    {
        var signedAt = _route.Clock.GetUtcNow().ToUnixTimeSeconds() - ageInSeconds;

        Assert.Equal(outcome, await _route.OutcomeOfAsync(Signed(signedAt.ToString(CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task A_captured_webhook_ends_when_it_is_too_old()
    {
        var captured = Signed(_route.UnixNow);
        Assert.Equal("passed", await _route.OutcomeOfAsync(captured));

        _route.Clock.Advance(TimeSpan.FromSeconds(300));
        Assert.Equal("passed", await _route.OutcomeOfAsync(captured));

        _route.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("timestamp_too_old", await _route.OutcomeOfAsync(captured));
    }

    [Fact]
    public async Task Age_is_judged_by_when_the_webhook_was_received_however_long_the_rest_takes()
    {
        using var webhook = _route.Receive(Signed(_route.UnixNow));
        _route.Clock.Advance(TimeSpan.FromHours(1));

        Assert.True((await _route.Checks.Pipeline.VerifyAsync(webhook, CancellationToken.None)).Passed);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("1e9")]
    [InlineData("soon")]
    [InlineData("1767323045.5")]
    public async Task A_signed_text_that_is_no_timestamp_counts_as_missing(string text) =>
        Assert.Equal("timestamp_missing", await _route.OutcomeOfAsync(Signed(text)));

    [Fact]
    public async Task A_webhook_without_the_timestamp_is_refused() =>
        Assert.Equal(
            "timestamp_missing",
            await _route.OutcomeOfAsync(new TestRequest().With("X-Sig", Hmac.Hex(TestRoute.Secret, ".{}"))));

    [Fact]
    public async Task Two_timestamps_are_refused_before_one_of_them_is_chosen() =>
        Assert.Equal("signature_malformed", await _route.OutcomeOfAsync(Signed(_route.UnixNow).With("X-Time", _route.UnixNow)));

    [Fact]
    public async Task When_it_was_signed_stands_on_the_webhook()
    {
        var journey = await _route.SendAsync(Signed(_route.UnixNow));

        Assert.Equal(_route.Clock.GetUtcNow(), journey.Webhook.SignedAt);
    }

    [Theory]
    [InlineData("unix-milliseconds", "1767323045000", "passed")]
    [InlineData("unix-milliseconds", "1767323045", "timestamp_too_old")]
    [InlineData("iso-8601", "2026-01-02T03:04:05Z", "passed")]
    [InlineData("iso-8601", "2026-01-02T04:04:05.000+01:00", "passed")]
    [InlineData("iso-8601", "2026-01-02T04:04:05", "timestamp_missing")]
    [InlineData("iso-8601", "2026-01-02T04:04:05Z", "timestamp_in_future")]
    public async Task A_timestamp_of_the_signed_body_is_read_in_its_format(string format, string stamp, string outcome)
    {
        using var route = InBody(format);
        var body = $$"""{"t":"{{stamp}}"}""";

        Assert.Equal(outcome, await route.OutcomeOfAsync(
            new TestRequest { Text = body }.With("X-Sig", Hmac.Hex(TestRoute.Secret, body))));
    }

    [Theory]
    [InlineData("""{"t":1767323045000}""", "passed")]
    [InlineData("""{"t":1767323045000.0}""", "timestamp_missing")]
    [InlineData("""{"t":1.767323045e12}""", "timestamp_missing")]
    [InlineData("""{"t":null}""", "timestamp_missing")]
    [InlineData("""{"t":["1767323045000"]}""", "timestamp_missing")]
    [InlineData("""{"t":"1767323045000\u0000"}""", "timestamp_missing")]
    [InlineData("""{"t":1767323045000,"t":1}""", "body_invalid")]
    [InlineData("""not json""", "body_invalid")]
    public async Task A_timestamp_in_the_body_is_one_value_of_strict_JSON(string body, string outcome)
    {
        using var route = InBody("unix-milliseconds");

        Assert.Equal(outcome, await route.OutcomeOfAsync(
            new TestRequest { Text = body }.With("X-Sig", Hmac.Hex(TestRoute.Secret, body))));
    }

    public void Dispose() => _route.Dispose();

    private static TestRequest Signed(string timestamp) =>
        new TestRequest().With("X-Time", timestamp).With("X-Sig", Hmac.Hex(TestRoute.Secret, $"{timestamp}.{{}}"));

    private static TestRoute InBody(string format) => TestRoute.Compile($$"""
        {
          "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": "env:SECRET" },
          "Replay": { "Timestamp": "body:/t", "Format": "{{format}}" }
        }
        """);
}
