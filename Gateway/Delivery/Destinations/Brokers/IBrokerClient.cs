namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>A client of a broker's library with an open connection. Once that is lost it is of no use any more.</summary>
internal interface IBrokerClient : IAsyncDisposable
{
    /// <summary>Over when the connection is lost.</summary>
    CancellationToken Lost { get; }
}
