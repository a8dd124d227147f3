using System.Net;
using Gateway.Delivery.Attempts;
using Gateway.Delivery.Destinations;
using Gateway.Delivery.Stored;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Delivery.Attempts;

/// <summary>What becomes of the memory of a delivery that is not sent.</summary>
public sealed class EventSenderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_delivery_that_ends_before_it_is_sent_gives_its_memory_back(bool fails)
    {
        var services = new ServiceCollection().AddLogging().AddRequestTimeouts();
        if (!fails)
        {
            services.AddSingleton<EndpointDataSource>(new DefaultEndpointDataSource()); // Of no routes, as in the moment of a reload.
        }

        await using var provider = services.BuildServiceProvider();
        using var budget = new MemoryBudget(1 << 20, TimeProvider.System);
        var account = budget.OpenForDelivery();
        var held = HeldBytes.TryRent(account, 100_000)!;

        async Task<DestinationAnswer?> SendAsync() =>
            await new EventSender(provider, new RoutePipeline(provider), destinations: null!, TimeProvider.System).SendAsync(
                Delivery(), Request(), held, account, attempt: 1, CancellationToken.None);

        if (fails)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(SendAsync);
        }
        else
        {
            Assert.Null(await SendAsync());
        }

        Assert.Equal(0, budget.TakenBytes);
    }

    private static TakenDelivery Delivery() => new(
        new QueueName("hooks", "backend"), DeliveryScene.Event(), TestClock.New().GetUtcNow(), Takes: 1, History: default);

    private static StoredRequest Request() => new()
    {
        Method = "POST",
        Scheme = "http",
        RawTarget = "/",
        Path = "/",
        Query = "",
        Client = IPAddress.Loopback,
        Forwarded = ForwardedWord.None,
        HasBody = true,
        RouteValues = [],
        Headers = [],
        Body = default,
    };
}
