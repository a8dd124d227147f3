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
    IDeliveryQueue queue, StoredRequestCodec codec, QueueSignals signals, StorePressure pressure, TimeProvider clock,
    DeliveryMetrics? metrics = null)
{
    /// <summary>What a sender is told when there is no room: a backlog does not go in a second.</summary>
    private static readonly TimeSpan WhenFull = TimeSpan.FromSeconds(30);

    /// <summary>What of a value is hashed at once.</summary>
    private const int HashedAtOnce = 256;

    /// <summary>Accepts, and says how it is to be answered.</summary>
    public async Task<Outcome> AcceptAsync(InboundWebhook webhook, DeliveryPolicy policy)
    {
        var choice = DestinationChoice.Of(webhook, policy);
        if (choice.End is { } end)
        {
            return end; // Before anything is claimed.
        }

        var outcome = await StoreAsync(webhook, policy, choice.Names);
        switch (outcome)
        {
            case var _ when outcome == Outcome.Queued:
                Announce(policy, choice);
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

    private void Announce(DeliveryPolicy policy, in DestinationChoice choice)
    {
        foreach (var destination in choice.Wanted)
        {
            signals.Set(destination.Queue);
        }

        if (choice.Wanted.Count == policy.Destinations.Count)
        {
            return;
        }

        foreach (var destination in policy.Destinations)
        {
            if (!choice.Wanted.Contains(destination))
            {
                metrics?.Filtered(destination.Queue);
            }
        }
    }

    /// <summary>The body is handed over to the store, and nothing of it is held any more when this is over.</summary>
    private async ValueTask<Outcome> StoreAsync(InboundWebhook webhook, DeliveryPolicy policy, IReadOnlyList<string> destinations)
    {
        if (!TryReadOrderKey(webhook, policy, out var orderKey))
        {
            return Outcome.Overloaded;
        }

        webhook.LetGoOfReadings();
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        if (codec.Encode(id, webhook) is not { } content)
        {
            return Outcome.Overloaded;
        }

        var released = Task.CompletedTask;
        try
        {
            var acceptance = new Acceptance(EventOf(id, webhook, content.Memory), destinations)
            {
                Claim = webhook.Claim,
                OrderKey = orderKey,
                MaxOpen = policy.MaxOpen,
            };

            // Not cancelled by a sender that hangs up: what was asked of the store has to be known.
            return await queue.AcceptAsync(acceptance, CancellationToken.None) switch
            {
                AcceptState.Accepted => Outcome.Queued,
                AcceptState.Processed => Outcome.Duplicate,
                AcceptState.InFlight => Outcome.DuplicateInFlight,
                AcceptState.Full => Outcome.QueueFull,
                _ => Outcome.StoreUnavailable,
            };
        }
        catch (StoreUnavailableException exception)
        {
            released = exception.Released; // The store may still read it.
            return Outcome.StoreUnavailable; // Counted and logged by the store.
        }
        finally
        {
            content.DisposeAfter(released);
        }
    }

    private static StoredEvent EventOf(Guid id, InboundWebhook webhook, ReadOnlyMemory<byte> content) => new()
    {
        Id = id,
        Route = webhook.Policy.Route,
        ReceivedAt = Microseconds.At(Microseconds.Of(webhook.ReceivedAt)), // As every store gives it back, and lists by it.
        Provider = webhook.Policy.Provider,
        KeyId = webhook.KeyId,
        EventId = webhook.EventId,
        EventType = webhook.EventType,
        Content = content,
    };

    /// <summary>
    /// The value's hash: a sender cannot make it long. Events without the value stand in no line. False if there was no memory to
    /// read it: it may have one.
    /// </summary>
    private static bool TryReadOrderKey(InboundWebhook webhook, DeliveryPolicy policy, out UInt128? orderKey)
    {
        orderKey = null;
        if (policy.OrderBy is not { } place)
        {
            return true;
        }

        var state = place.Read(webhook, out var value);
        if (state == ValueState.Found)
        {
            orderKey = HashOf(value.Span) ^ (webhook.Tenant is { } tenant ? UInt128.RotateLeft(HashOf(tenant), 1) : 0); // A line each.
        }

        return state != ValueState.Unreadable || !webhook.Memory.WasRefused;
    }

    /// <summary>SHA-256 of the UTF-8, without making either of a value that may be long.</summary>
    private static UInt128 HashOf(ReadOnlySpan<char> value)
    {
        Span<byte> bytes = stackalloc byte[3 * (HashedAtOnce + 1)];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var encoder = Encoding.UTF8.GetEncoder();
        do
        {
            var some = value[..Math.Min(HashedAtOnce, value.Length)];
            value = value[some.Length..];
            hash.AppendData(bytes[..encoder.GetBytes(some, bytes, flush: value.IsEmpty)]);
        }
        while (!value.IsEmpty);

        hash.GetHashAndReset(bytes);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
