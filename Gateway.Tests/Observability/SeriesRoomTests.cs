using Gateway.Observability;

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
}
