using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Memory.Deliveries;

/// <summary>An event, and those of its deliveries that are kept.</summary>
internal sealed class MemoryEvent(StoredEvent stored)
{
    /// <summary>What an event takes besides its content and texts, about.</summary>
    private const int Overhead = 500;

    public StoredEvent Stored { get; private set; } = stored;

    /// <summary>Few: one for each destination of a route.</summary>
    public List<MemoryDelivery> Deliveries { get; } = [];

    public long Received { get; } = Microseconds.Of(stored.ReceivedAt);

    /// <summary>How much memory it takes, about.</summary>
    public long Size { get; } = Overhead + stored.Content.Length
        + (sizeof(char) * (long)(Length(stored.Provider) + Length(stored.KeyId) + Length(stored.EventId) + Length(stored.EventType)));

    /// <summary>The content is the caller's: what is kept is a copy, and no longer than that.</summary>
    public void CopyContent() => Stored = Stored with { Content = Stored.Content.ToArray() };

    public MemoryDelivery? DeliveryTo(string destination)
    {
        foreach (var delivery in Deliveries)
        {
            if (delivery.Queue.Name.Destination == destination)
            {
                return delivery;
            }
        }

        return null;
    }

    private static int Length(string? text) => text?.Length ?? 0;
}
