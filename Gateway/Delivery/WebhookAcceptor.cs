using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gateway.Delivery.Stored;
using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Storage;
using Gateway.Storage.Deliveries;

namespace Gateway.Delivery;

/// <summary>Makes a verified webhook durable: once it is answered its delivery is the gateway's concern.</summary>
internal sealed class WebhookAcceptor(
    IDeliveryQueue queue, StoredRequestCodec codec, QueueSignals signals, StorePressure pressure, TimeProvider clock)
{
    /// <summary>What a sender is told when there is no room: a backlog does not go in a second.</summary>
    private static readonly TimeSpan WhenFull = TimeSpan.FromSeconds(30);

    /// <summary>Accepts, and says how it is to be answered.</summary>
    public async Task<Outcome> AcceptAsync(InboundWebhook webhook, DeliveryPolicy policy)
    {
        var acceptance = new Acceptance(Store(webhook), policy.DestinationNames)
        {
            Claim = webhook.Claim,
            OrderKey = OrderKeyOf(webhook, policy),
            MaxOpen = policy.MaxOpen,
        };
        var outcome = await AcceptAsync(acceptance);
        switch (outcome)
        {
            case var _ when outcome == Outcome.Queued:
                foreach (var destination in policy.Destinations)
                {
                    signals.Set(destination.Queue);
                }

                break;
            case var _ when outcome == Outcome.DuplicateInFlight:
                webhook.RetryAfter = TimeSpan.FromSeconds(1);
                break;
            case var _ when outcome == Outcome.QueueFull:
                webhook.RetryAfter = WhenFull;
                pressure.Refused();
                break;
        }

        return outcome;
    }

    /// <summary>Not cancelled by a sender that hangs up: what was asked of the store has to be known.</summary>
    private async Task<Outcome> AcceptAsync(Acceptance acceptance)
    {
        try
        {
            return await queue.AcceptAsync(acceptance, CancellationToken.None) switch
            {
                AcceptState.Accepted => Outcome.Queued,
                AcceptState.Processed => Outcome.Duplicate,
                AcceptState.InFlight => Outcome.DuplicateInFlight,
                AcceptState.Full => Outcome.QueueFull,
                _ => Outcome.StoreUnavailable,
            };
        }
        catch (StoreUnavailableException)
        {
            return Outcome.StoreUnavailable; // Counted and logged by the store.
        }
    }

    private StoredEvent Store(InboundWebhook webhook)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        return new StoredEvent
        {
            Id = id,
            Route = webhook.Policy.Route,
            ReceivedAt = Microseconds.At(Microseconds.Of(webhook.ReceivedAt)), // As every store gives it back, and lists by it.
            Provider = webhook.Policy.Provider,
            KeyId = webhook.KeyId,
            EventId = webhook.EventId,
            EventType = webhook.EventType,
            Content = codec.Encode(id, webhook),
        };
    }

    /// <summary>The value's hash: a sender cannot make it long. Events without the value stand in no line.</summary>
    private static UInt128? OrderKeyOf(InboundWebhook webhook, DeliveryPolicy policy)
    {
        if (policy.OrderBy is not { } place || place.Read(webhook, out var value) != ValueState.Found)
        {
            return null;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(value.ToArray()), digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }
}
