namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>A shared connection in use: it is not closed before this is disposed of.</summary>
/// <typeparam name="TConnection">Its kind's.</typeparam>
internal readonly struct BrokerLease<TConnection>(TConnection connection, Action release) : IDisposable
    where TConnection : IBrokerConnection
{
    public TConnection Connection { get; } = connection;

    public void Dispose() => release();
}
