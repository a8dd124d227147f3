using System.Globalization;
using System.Net;
using Gateway.Observability.Traffic;
using Gateway.Outcomes;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Observability.Traffic;

public sealed class TrafficHistoryTests
{
    private readonly FakeTimeProvider _clock = TestClock.New();

    private TrafficHistory History => field ??= new TrafficHistory(_clock);

    public static TheoryData<string, int, string> Ends => new()
    {
        { "forwarded", 200, "Passed" },
        { "forwarded", 204, "Passed" },
        { "forwarded", 302, "Passed" },
        { "forwarded", 404, "Failed" }, // the backend does not know it
        { "forwarded", 500, "Failed" },
        { "queued", 200, "Passed" },
        { "duplicate", 200, "Passed" },
        { "ignored", 418, "Passed" }, // the route answers so
        { "signature_invalid", 401, "Refused" },
        { "signature_invalid", 200, "Refused" }, // monitored
        { "rate_limited", 429, "Refused" },
        { "backend_unreachable", 502, "Failed" },
        { "store_unavailable", 503, "Failed" },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_webhook_has_passed_or_was_refused_or_failed(string outcome, int statusCode, string expected) =>
        Assert.Equal(expected, Webhook(outcome: outcome, statusCode: statusCode).End.ToString());

    [Fact]
    public void A_route_s_last_hour_is_told_minute_by_minute()
    {
        History.Count(Webhook());
        _clock.Advance(TimeSpan.FromMinutes(30));
        History.Count(Webhook(outcome: "signature_invalid", statusCode: 401));
        History.Count(Webhook(outcome: "backend_timeout", statusCode: 504));
        _clock.Advance(TimeSpan.FromMinutes(29));
        var hour = History.Read("hooks")!;

        Assert.Equal(60, hour.Minutes.Count);
        Assert.Equal((1, 0, 0), Counts(hour.Minutes[0]));
        Assert.Equal((0, 1, 1), Counts(hour.Minutes[30]));
        Assert.Equal(3, hour.Minutes.Sum(minute => minute.Passed + minute.Refused + minute.Failed));
        Assert.Equal(1, hour.Outcomes["backend_timeout"]);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, History.Read("hooks")!.Minutes.Sum(minute => minute.Passed + minute.Refused + minute.Failed)); // the first is too old
        Assert.Null(History.Read("others"));
    }

    [Fact]
    public void Who_asks_for_a_route_writes_its_name_in_any_case()
    {
        History.Count(Webhook());

        Assert.Equal(1, History.Find("Hooks")!.Outcomes["forwarded"]);
        Assert.Null(History.Find("hook"));
    }

    [Fact]
    public void What_is_proven_tells_of_its_key_and_clock_and_what_is_not_tells_nothing()
    {
        History.Count(Webhook(isProven: true, key: "2026", age: TimeSpan.FromSeconds(3)));
        _clock.Advance(TimeSpan.FromSeconds(5));
        History.Count(Webhook(outcome: "signature_invalid", statusCode: 401));

        var traffic = History.Read("hooks")!;

        Assert.Equal(TestClock.Start, traffic.VerifiedAt);
        Assert.Equal(TestClock.Start, Assert.Single(traffic.Keys).Value);
        Assert.Equal(1, traffic.Skew.Sum());
        Assert.Equal(1, traffic.Skew[SkewScale.Ends.ToList().IndexOf(5)]); // more than 1, at most 5 seconds
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(7.3)]
    [InlineData(250)]
    [InlineData(60_000)]
    public void A_latency_is_told_to_within_a_quarter(double milliseconds)
    {
        for (var i = 0; i < 100; i++)
        {
            History.Count(Webhook(elapsed: TimeSpan.FromMilliseconds(milliseconds)));
        }

        var told = LatencyScale.Quantile(History.Read("hooks")!.Latency, 0.5);

        Assert.NotNull(told);
        Assert.InRange(told.Value, milliseconds, milliseconds * 1.26);
    }

    [Fact]
    public void Latencies_and_clocks_of_more_than_an_hour_ago_are_forgotten()
    {
        History.Count(Webhook(isProven: true, age: TimeSpan.FromSeconds(3)));
        _clock.Advance(TimeSpan.FromHours(1));

        var traffic = History.Read("hooks")!;

        Assert.Equal(0, traffic.Latency.Sum() + traffic.Skew.Sum());
        Assert.Null(LatencyScale.Quantile(traffic.Latency, 0.5));
    }

    [Fact]
    public void Of_a_second_some_of_each_kind_are_listed_and_all_are_counted()
    {
        var listed = Enumerable.Range(0, 100).Count(_ => History.Count(Webhook()));
        var others = Enumerable.Range(0, 100).Count(_ => History.Count(Webhook(outcome: "signature_invalid", statusCode: 401)));
        _clock.Advance(TimeSpan.FromSeconds(1));
        var next = History.Count(Webhook());

        Assert.Equal((10, 10, true), (listed, others, next));
        Assert.Equal(201, History.Read("hooks")!.Outcomes.Values.Sum());
    }

    [Fact]
    public void The_list_is_bounded_and_what_passed_pushes_nothing_else_out()
    {
        History.List(Listed("refused", WebhookEnd.Refused));
        for (var i = 0; i < 5000; i++)
        {
            History.List(Listed(i.ToString(CultureInfo.InvariantCulture), WebhookEnd.Passed));
        }

        var latest = History.Latest(_ => true, int.MaxValue);

        Assert.Equal(401, latest.Count);
        Assert.Equal("4999", latest[0].RequestId);
        Assert.Equal("refused", latest[^1].RequestId);
        for (var i = 0; i < 5000; i++)
        {
            History.List(Listed(i.ToString(CultureInfo.InvariantCulture), WebhookEnd.Failed));
        }

        Assert.Equal(1000, History.Latest(_ => true, int.MaxValue).Count);
    }

    [Fact]
    public void A_sender_s_keys_and_texts_take_no_more_than_their_bound()
    {
        for (var i = 0; i < 1000; i++)
        {
            History.Count(Webhook(isProven: true, key: i.ToString(CultureInfo.InvariantCulture)));
        }

        Assert.Equal(32, History.Read("hooks")!.Keys.Count);
        Assert.Equal(203, ListedWebhook.Cut(new string('x', 100_000))!.Length);
        Assert.Equal("short", ListedWebhook.Cut("short"));
    }

    [Fact]
    public void Tenants_are_told_with_how_theirs_ended_the_most_first()
    {
        Count("acme", times: 2);
        Count("globex", times: 3);
        Count("globex", outcome: "backend_timeout", statusCode: 504);
        Count("acme", outcome: "signature_invalid", statusCode: 401, isOfTenant: false);
        Count("nobody", outcome: "signature_invalid", statusCode: 401, isOfTenant: false);
        History.Count(Webhook());

        Assert.Equal([new("globex", 3, 0, 1, 0), new TenantTraffic("acme", 2, 1, 0, 0)], History.Read("hooks")!.Tenants);
    }

    [Fact]
    public void Tenants_of_more_than_an_hour_ago_are_forgotten_and_two_half_hours_are_one()
    {
        Count("acme");
        _clock.Advance(TimeSpan.FromMinutes(30));
        Count("acme");
        Count("globex");
        Assert.Equal([new("acme", 2, 0, 0, 0), new TenantTraffic("globex", 1, 0, 0, 0)], History.Read("hooks")!.Tenants);

        _clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal([new("acme", 1, 0, 0, 0), new TenantTraffic("globex", 1, 0, 0, 0)], History.Read("hooks")!.Tenants);
        _clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Empty(History.Read("hooks")!.Tenants);
    }

    [Fact]
    public void What_was_kept_an_hour_ago_and_is_released_now_takes_nothing_from_what_is_counted()
    {
        Count("acme", times: 2);
        var old = Webhook(isProven: true) with { Tenant = "globex", IsOfTenant = true, IsRevived = true, ReceivedAt = _clock.GetUtcNow().AddHours(-1) };

        History.Count(old);

        var traffic = History.Read("hooks")!;
        Assert.Equal([new("acme", 2, 0, 0, 0), new TenantTraffic("globex", 1, 0, 0, 0)], traffic.Tenants);
        Assert.Equal((3, 3), (traffic.Minutes[^1].Passed, traffic.Latency.Sum()));
    }

    private void Count(string tenant, string outcome = "forwarded", int statusCode = 200, bool isOfTenant = true, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            History.Count(Webhook(outcome, statusCode, isOfTenant) with { Tenant = tenant, IsOfTenant = isOfTenant });
        }
    }

    private static (int Passed, int Refused, int Failed) Counts(MinuteCount minute) => (minute.Passed, minute.Refused, minute.Failed);

    private ListedWebhook Listed(string requestId, WebhookEnd end) => new()
    {
        RequestId = requestId,
        Route = "hooks",
        Outcome = "forwarded",
        End = end,
        StatusCode = 200,
        Mode = "enforce",
        Client = IPAddress.Loopback,
        ReceivedAt = _clock.GetUtcNow(),
        Elapsed = TimeSpan.Zero,
        Stage = null,
        Detail = null,
        Tenant = null,
        KeyId = null,
        EventType = null,
        EventId = null,
        Bytes = 0,
        Age = null,
    };

    private FinishedWebhook Webhook(
        string outcome = "forwarded", int statusCode = 200, bool isProven = false, string? key = null, TimeSpan? age = null, TimeSpan? elapsed = null)
    {
        return new FinishedWebhook
        {
            Route = "hooks",
            Outcome = Outcome.All.Single(one => one.Code == outcome),
            StatusCode = statusCode,
            ReceivedAt = _clock.GetUtcNow(),
            Elapsed = elapsed ?? TimeSpan.FromMilliseconds(1),
            IsProven = isProven,
            KeyId = key,
            Age = age,
        };
    }
}
