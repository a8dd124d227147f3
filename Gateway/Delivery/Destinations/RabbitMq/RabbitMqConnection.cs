using Gateway.Delivery.Destinations.Brokers;
using RabbitMQ.Client;

namespace Gateway.Delivery.Destinations.RabbitMq;

/// <summary>The connection to RabbitMQ.</summary>
internal sealed class RabbitMqConnection : IBrokerConnection
{
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(5);

    private readonly KeptConnection<RabbitMqClient> _kept;

    public RabbitMqConnection(RabbitMqNodes nodes, TimeProvider clock)
    {
        var factory = new ConnectionFactory
        {
            UserName = nodes.User,
            Password = nodes.Password,
            VirtualHost = nodes.VirtualHost,
            AutomaticRecoveryEnabled = false, // It does not tell why it fails.
            TopologyRecoveryEnabled = false,
            RequestedConnectionTimeout = LongestConnect,
            HandshakeContinuationTimeout = LongestConnect,
            ContinuationTimeout = LongestConnect,
            RequestedHeartbeat = TimeSpan.FromSeconds(5),
        };
        _kept = new KeptConnection<RabbitMqClient>(closing => RabbitMqClient.OpenAsync(factory, nodes, closing), RabbitMqResult.Explain, clock);
    }

    public BrokerState State => _kept.Current?.Blocked is not null ? BrokerState.Full : _kept.State;

    public BrokerFailure Failure => _kept.Failure;

    public ValueTask<RabbitMqClient?> FindAsync(CancellationToken cancellation) => _kept.FindAsync(cancellation);

    public ValueTask DisposeAsync() => _kept.DisposeAsync();
}
