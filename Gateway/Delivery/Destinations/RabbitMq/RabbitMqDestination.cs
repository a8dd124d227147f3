using System.Text;
using Gateway.Delivery.Destinations.Brokers;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Gateway.Delivery.Destinations.RabbitMq;

/// <summary>Publishes events to an exchange: delivered is what the broker has confirmed and has not returned.</summary>
internal sealed class RabbitMqDestination(RabbitMqPolicy policy, BrokerConnections brokers) : IDestination
{
    public async Task<DestinationAnswer?> SendAsync(OutboundEvent sent, CancellationToken cancellation)
    {
        if (!BrokerMessage.TryFill(policy.RoutingKey, sent.Webhook, "routing key", RabbitMqName.Defect, out var key, out var refusal))
        {
            return refusal;
        }

        if (!BrokerMessage.TryMake(sent, policy.Message, out var message, out refusal))
        {
            return refusal;
        }

        var properties = PropertiesOf(message, sent);
        if (RabbitMqFrame.Disallowed(properties) is { } disallowed)
        {
            return disallowed;
        }

        using var lease = brokers.Rent<RabbitMqConnection>(policy.Nodes);
        try
        {
            return await lease.Connection.FindAsync(cancellation) switch
            {
                null => lease.Connection.Failure.Answer,
                { Blocked: { } reason } => RabbitMqResult.Blocked(reason),
                var client => await PublishAsync(client, key, message, properties, cancellation),
            };
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return RabbitMqResult.Late;
        }
    }

    private async Task<DestinationAnswer> PublishAsync(
        RabbitMqClient client, string key, BrokerMessage message, BasicProperties properties, CancellationToken cancellation)
    {
        if (RabbitMqFrame.TooLarge(properties, client.LargestFrame) is { } tooLarge)
        {
            return tooLarge;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, client.Lost);
        IChannel? channel = null;
        try
        {
            channel = await client.TakeChannelAsync(end.Token);
            await channel.BasicPublishAsync(policy.Exchange, key, policy.IsMandatory, properties, message.Body, end.Token);
            client.GiveBack(channel);
            return RabbitMqResult.Delivered;
        }
        catch (PublishException exception)
        {
            client.GiveBack(channel!);
            return RabbitMqResult.Of(exception);
        }
        catch (Exception exception) when (exception is RabbitMQClientException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            var reason = channel?.CloseReason;
            await AbandonAsync(channel);
            return RabbitMqResult.Of(exception, reason, client.Blocked, hasTimedOut: cancellation.IsCancellationRequested);
        }
        catch
        {
            await AbandonAsync(channel); // A connection has 2,047 of them.
            throw;
        }
    }

    /// <summary>What is on it will not be heard of any more.</summary>
    private static async Task AbandonAsync(IChannel? channel)
    {
        try
        {
            await (channel?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (Exception exception) when (exception is RabbitMQClientException or OperationCanceledException or IOException or ObjectDisposedException or TimeoutException)
        {
            // It was closed by the other side.
        }
    }

    private BasicProperties PropertiesOf(BrokerMessage message, OutboundEvent sent)
    {
        var headers = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in message.Headers)
        {
            headers[name] = Encoding.Latin1.GetBytes(value); // Text of a header is bytes, each as one character.
        }

        return new BasicProperties
        {
            Headers = headers,
            Persistent = policy.IsPersistent,
            MessageId = sent.Delivery.Event.Id.ToString(),
            ContentType = message.ContentType,
            ContentEncoding = message.ContentEncoding,
        };
    }
}
