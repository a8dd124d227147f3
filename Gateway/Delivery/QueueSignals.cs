using System.Collections.Concurrent;
using Gateway.Storage.Deliveries;

namespace Gateway.Delivery;

/// <summary>Tells whoever delivers a queue that there may be something in it, so that nobody has to ask all the time.</summary>
internal sealed class QueueSignals
{
    private readonly ConcurrentDictionary<QueueName, SemaphoreSlim> _signals = new();

    /// <summary>Wakes the one who waits, or the next who will.</summary>
    public void Set(QueueName queue)
    {
        if (_signals.TryGetValue(queue, out var signal))
        {
            Set(signal);
        }
    }

    public void SetAll()
    {
        foreach (var signal in _signals.Values)
        {
            Set(signal);
        }
    }

    /// <summary>Waits for the next signal. One caller for each queue.</summary>
    public Task WaitAsync(QueueName queue, CancellationToken cancellation) =>
        _signals.GetOrAdd(queue, static _ => new SemaphoreSlim(initialCount: 1)).WaitAsync(cancellation);

    /// <summary>Several signals before anybody waits are one. Two at the same moment may be two; that costs one question.</summary>
    private static void Set(SemaphoreSlim signal)
    {
        if (signal.CurrentCount == 0)
        {
            signal.Release();
        }
    }
}
