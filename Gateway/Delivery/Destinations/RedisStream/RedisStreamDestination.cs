using System.Text;
using Gateway.Delivery.Destinations.Brokers;
using Gateway.Storage;
using StackExchange.Redis;

namespace Gateway.Delivery.Destinations.RedisStream;

/// <summary>Appends events to a stream: delivered is what Redis has given an id.</summary>
internal sealed class RedisStreamDestination(RedisStreamPolicy policy, BrokerConnections brokers) : IDestination
{
    /// <summary>The entry's field that holds the body; every other one is a header.</summary>
    public const string BodyField = "body";

    public async Task<DestinationAnswer?> SendAsync(OutboundEvent sent, CancellationToken cancellation)
    {
        if (!BrokerMessage.TryFill(policy.Key, sent.Webhook, "stream's key", RedisStreamKey.Defect, out var key, out var refusal))
        {
            return refusal;
        }

        if (!BrokerMessage.TryMake(sent, policy.Message, out var message, out refusal))
        {
            return refusal;
        }

        if (!sent.Webhook.Body.TryHold()) // The client may read it for longer than this waits.
        {
            return null;
        }

        var fields = Fields(message);
        using var lease = brokers.Rent<RedisStreamConnection>(policy.Options);
        try
        {
            await lease.Connection.AddAsync(key, fields, policy.MaxLength, sent.Webhook.Body.LetGo, cancellation);
            return RedisStreamResult.Delivered;
        }
        catch (OperationCanceledException)
        {
            return RedisStreamResult.Late;
        }
        catch (StoreUnavailableException exception)
        {
            return RedisStreamResult.Of(exception, lease.Connection);
        }
    }

    /// <summary>The body, then the headers; text of a header is bytes, each as one character.</summary>
    private static NameValueEntry[] Fields(BrokerMessage message)
    {
        var fields = new NameValueEntry[message.Headers.Count + 1];
        fields[0] = new NameValueEntry(BodyField, message.Body);
        for (var i = 0; i < message.Headers.Count; i++)
        {
            var (name, value) = message.Headers[i];
            fields[i + 1] = new NameValueEntry(name, Encoding.Latin1.GetBytes(value));
        }

        return fields;
    }
}
