using System.Collections.Concurrent;
using Gateway.Storage.Deliveries;

namespace Gateway.Delivery.Destinations;

/// <summary>How the destinations in force stand, for who looks.</summary>
internal sealed class DestinationStates
{
    private readonly ConcurrentDictionary<QueueName, DestinationState> _states = new();

    /// <summary>Well, as long as nothing was attempted.</summary>
    public DestinationState Of(QueueName queue) => _states.GetValueOrDefault(queue, DestinationState.Well);

    public void Note(QueueName queue, DestinationState state) => _states[queue] = state;

    /// <summary>It is not in force any more.</summary>
    public void Forget(QueueName queue) => _states.TryRemove(queue, out _);
}
