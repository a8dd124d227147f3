using System.Net;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.EndToEnd;

public sealed class FirstRequestTests
{
    /// <summary>
    /// Made for the first request, they would be announced in its midst, under locks that a first delivery takes the other way round:
    /// a gateway that was killed with deliveries in its store hung for ever, once in some sixty starts.
    /// </summary>
    [Fact]
    public async Task It_finds_its_route_made_and_changes_nothing()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(upstream.Url, $$"""{ {{SignedWebhook.Scheme}} }"""));
        var changes = gateway.Services.GetRequiredService<EndpointDataSource>().GetChangeToken();

        using var request = SignedWebhook.Event("evt_1").Request();
        Assert.Equal((HttpStatusCode.OK, "ok"), await gateway.SendAsync(request));

        Assert.False(changes.HasChanged);
    }
}
