using System.Diagnostics.Metrics;
using Gateway.JsonSchema;
using Gateway.Observability;
using Gateway.Outcomes;

namespace Gateway.Tests.Observability;

/// <summary>There is room for each series that the configuration can have.</summary>
public sealed class SeriesRoomTests
{
    [Theory]
    [InlineData("webhook_key_set_fetches_total")]
    [InlineData("webhook_certificate_fetches_total")]
    public void Hosts_that_are_asked_by_each_route_have_room_for_what_came_of_it(string instrument)
    {
        const int routes = 5000;
        var room = new SeriesRoom(routes, Keys: 0, Destinations: 0, Results: 0);

        Assert.True(room.Of(instrument) >= 2 * routes); // Success and failure.
    }

    [Fact]
    public void Every_outcome_defect_and_class_of_status_of_each_route_has_room()
    {
        const int routes = 5000;
        var room = new SeriesRoom(routes, Keys: 0, Destinations: 0, Results: 0);

        Assert.True(room.Of("webhook_requests_total") >= routes * Outcome.All.Count);
        Assert.True(room.Of("webhook_json_defects_total") >= routes * Enum.GetValues<JsonDefect>().Select(RefusalDetail.Of).OfType<string>().Count());
        Assert.True(room.Of("webhook_backend_responses_total") >= routes * ClassesOfStatus());
    }

    /// <summary>As many as are announced for a route.</summary>
    private static int ClassesOfStatus()
    {
        var classes = new HashSet<string>(StringComparer.Ordinal);
        using var metrics = new GatewayMetrics();
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
        {
            if (metrics.Owns(instrument) && instrument.Name == "webhook_backend_responses_total")
            {
                classes.Add((string)tags[1].Value!);
            }
        });
        listener.InstrumentPublished = (instrument, listening) => listening.EnableMeasurementEvents(instrument);
        listener.Start();
        metrics.AnnounceRoute("hooks", "enforce", [], []);
        Assert.NotEmpty(classes);
        return classes.Count;
    }
}
