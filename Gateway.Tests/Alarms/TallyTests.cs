using Gateway.Alarms;
using Gateway.Outcomes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Alarms;

/// <summary>Alarms go by what proved its sender, and by what should have and did not.</summary>
public sealed class TallyTests
{
    private readonly Tally _tally = new() { IsOn = true };

    [Fact]
    public async Task A_route_that_proves_nobody_is_in_no_count_however_its_webhooks_end()
    {
        using var route = TestRoute.Compile("""{ "Mode": "None", "Reason": "a test" }""");

        await CountAllAsync(route);

        Assert.Equal(default, _tally.Of(TestRoute.Name).Read());
        Assert.Equal(0, _tally.Of(TestRoute.Name).InARow);
        Assert.Empty(_tally.Of(TestRoute.Name).KeyUses);
    }

    [Fact]
    public async Task Of_one_that_proves_its_senders_each_webhook_counts_but_one_that_is_in_flight_already()
    {
        using var route = TestRoute.Unsigned("\"Capture\": \"All\"");

        await CountAllAsync(route);

        var counted = _tally.Of(TestRoute.Name).Read();
        Assert.Equal(Outcome.All.Count - 1, counted.Succeeded + counted.Failed);
        Assert.Equal(Outcome.All.Count(outcome => outcome.StatusCode is >= 200 and <= 299), counted.Succeeded);
        Assert.Equal(0, counted.Forged);
    }

    private async Task CountAllAsync(TestRoute route)
    {
        foreach (var outcome in Outcome.All)
        {
            var journey = await route.SendAsync(new TestRequest());
            journey.Webhook.Context.Response.StatusCode = outcome.StatusCode;
            _tally.Count(journey.Webhook, outcome);
        }
    }
}
