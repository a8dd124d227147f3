namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>The one connection of this process to a broker: it keeps itself open, and knows why it is not.</summary>
internal interface IBrokerConnection : IAsyncDisposable
{
    BrokerState State { get; }
}
