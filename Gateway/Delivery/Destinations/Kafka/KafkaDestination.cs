using System.Text;
using Confluent.Kafka;
using Gateway.Delivery.Destinations.Brokers;

namespace Gateway.Delivery.Destinations.Kafka;

/// <summary>Produces events to a topic: delivered is what all replicas in sync have.</summary>
internal sealed class KafkaDestination(KafkaPolicy policy, BrokerConnections brokers) : IDestination
{
    public async Task<DestinationAnswer?> SendAsync(OutboundEvent sent, CancellationToken cancellation)
    {
        if (!BrokerMessage.TryFill(policy.Topic, sent.Webhook, "topic", KafkaTopic.Defect, out var topic, out var refusal))
        {
            return refusal;
        }

        var key = "";
        if (policy.Key is not null && !BrokerMessage.TryFill(policy.Key, sent.Webhook, "key", static _ => null, out key, out refusal))
        {
            return refusal;
        }

        if (!BrokerMessage.TryMake(sent, policy.Message, out var message, out refusal))
        {
            return refusal;
        }

        using var lease = brokers.Rent<KafkaConnection>(policy.Cluster);
        try
        {
            await lease.Connection.ProduceAsync(topic, RecordOf(message, policy.Key is null ? null : key), cancellation);
            return KafkaResult.Delivered;
        }
        catch (OperationCanceledException)
        {
            return KafkaResult.Late(lease.Connection);
        }
        catch (KafkaException exception)
        {
            return KafkaResult.Of(exception.Error, lease.Connection);
        }
    }

    private static Message<byte[]?, byte[]> RecordOf(BrokerMessage message, string? key)
    {
        var headers = new Headers();
        foreach (var (name, value) in message.Headers)
        {
            headers.Add(name, Encoding.Latin1.GetBytes(value)); // Text of a header is bytes, each as one character.
        }

        return new Message<byte[]?, byte[]>
        {
            Key = key is null ? null : Encoding.UTF8.GetBytes(key),
            Value = message.Body.ToArray(),
            Headers = headers,
        };
    }
}
