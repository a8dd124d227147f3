using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Memory.Deliveries;

/// <summary>One delivery. Its queue keeps it sorted by its times, and alone changes them.</summary>
internal sealed class MemoryDelivery(MemoryEvent @event, MemoryQueue queue, UInt128? orderKey, long number)
{
    /// <summary>What a delivery takes besides its event and its history, about.</summary>
    private const int Overhead = 400;

    public MemoryEvent Event { get; } = @event;

    public MemoryQueue Queue { get; } = queue;

    /// <summary>With what it waits for its turn; null for no turns.</summary>
    public UInt128? OrderKey { get; } = orderKey;

    /// <summary>In the order of acceptance.</summary>
    public long Number { get; } = number;

    public DeliveryState State { get; set; }

    /// <summary>In the hands of a process until <see cref="Due"/>.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Waits for those before it with the same order key, not for a time.</summary>
    public bool IsBehind { get; set; }

    /// <summary>In microseconds; no two of a store are the same.</summary>
    public long Queued { get; set; }

    /// <summary>In microseconds: when it may be taken, or when it was settled.</summary>
    public long Due { get; set; }

    public int Takes { get; set; }

    public string? Reason { get; set; }

    public ReadOnlyMemory<byte> History { get; set; }

    public int Bytes => Event.Stored.Content.Length;

    /// <summary>How much memory it takes, about.</summary>
    public long Size => Overhead + History.Length;

    public ListPlace Place => new(Event.Received, Number);

    /// <param name="room">For the content to come along.</param>
    public TakenDelivery ToTaken(int room) => new(
        Queue.Name,
        Bytes <= Math.Min(room, TakenDelivery.MostContent) ? Event.Stored : Event.Stored with { Content = default },
        Microseconds.At(Queued),
        Takes,
        History)
    {
        ContentLength = Bytes,
    };

    public DeliveryRecord ToRecord() => new(Event.Stored with { Content = default }, Queue.Name.Destination, State)
    {
        QueuedAt = Microseconds.At(Queued),
        At = IsBehind ? null : Microseconds.At(Due),
        Reason = Reason,
        History = History,
        Bytes = Bytes,
    };
}
