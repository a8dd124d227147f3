using System.Collections.Concurrent;
using Gateway.Delivery.Destinations.Brokers;
using RabbitMQ.Client;

namespace Gateway.Delivery.Destinations.RabbitMq;

/// <summary>
/// One connection to RabbitMQ, from its opening to its loss. Each event has a channel to itself while it is on its way: what RabbitMQ does not take
/// closes the channel, and whatever else is on it.
/// </summary>
internal sealed class RabbitMqClient : IBrokerClient
{
    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

#pragma warning disable CA2213 // Not disposed: the client may still tell of a loss when this is disposed, and there is no timer in it.
    private readonly CancellationTokenSource _lost = new();
#pragma warning restore CA2213
    private readonly ConcurrentBag<IChannel> _idle = [];
    private readonly IConnection _connection;
    private volatile string? _blocked;

    private RabbitMqClient(IConnection connection)
    {
        _connection = connection;
        connection.ConnectionShutdownAsync += (_, _) => LoseAsync();
        connection.ConnectionBlockedAsync += (_, blocked) => Block(blocked.Reason ?? "");
        connection.ConnectionUnblockedAsync += (_, _) => Block(null);
        if (!connection.IsOpen)
        {
            _ = LoseAsync();
        }
    }

    public CancellationToken Lost => _lost.Token;

    /// <summary>Why the broker takes nothing just now, such as that it has no memory; null if it does.</summary>
    public string? Blocked => _blocked;

    /// <summary>In bytes, as agreed with the broker; 0 for any.</summary>
    public uint LargestFrame => _connection.FrameMax;

    public static async Task<RabbitMqClient> OpenAsync(ConnectionFactory factory, RabbitMqNodes nodes, CancellationToken cancellation) =>
        new(await factory.CreateConnectionAsync(nodes.Nodes.Select(node => EndpointOf(node, nodes.Tls)), "webhook gateway", cancellation));

    /// <summary>A channel that nobody else uses.</summary>
    public async ValueTask<IChannel> TakeChannelAsync(CancellationToken cancellation)
    {
        while (_idle.TryTake(out var idle))
        {
            if (idle.IsOpen)
            {
                return idle;
            }

            await idle.DisposeAsync();
        }

        return await _connection.CreateChannelAsync(Confirmed, cancellation);
    }

    /// <summary>It may be used again: nothing on it is without an answer.</summary>
    public void GiveBack(IChannel channel) => _idle.Add(channel);

    public async ValueTask DisposeAsync()
    {
        await LoseAsync();
        await _connection.DisposeAsync(); // With its channels.
    }

    private static AmqpTcpEndpoint EndpointOf(Uri node, BrokerTls tls)
    {
        if (node.Scheme != "amqps")
        {
            return new AmqpTcpEndpoint(node.Host, node.Port);
        }

        return new AmqpTcpEndpoint(node.Host, node.Port, new SslOption(node.Host, enabled: true)
        {
            CertificateValidationCallback = tls.Validation(),
            ClientCertificateContext = tls.Certificate(),
        });
    }

    private Task LoseAsync() => _lost.CancelAsync();

    private Task Block(string? reason)
    {
        _blocked = reason;
        return Task.CompletedTask;
    }
}
