using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Memory.Deliveries;

internal sealed partial class MemoryDeliveryStore
{
    private const int MostLookedAt = 2000;

    private readonly SortedSet<Listed> _listed =
        new(Comparer<Listed>.Create(static (one, other) => ListPlace.Compare(one.Place, other.Place)));

    public ValueTask<DeliveryPage> ListAsync(
        DeliveryFilter filter, string? after, int atMost, CancellationToken cancellation)
    {
        var bounds = ListBounds.Of(filter, after);
        lock (_gate)
        {
            return new(List(filter, bounds, atMost));
        }
    }

    public ValueTask<EventRecord?> FindAsync(Guid id, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(_events.TryGetValue(id, out var found)
                ? new EventRecord(
                    found.Stored.Content.Length <= TakenDelivery.MostContent ? found.Stored : found.Stored with { Content = default },
                    [.. found.Deliveries.Select(delivery => delivery.ToRecord()).OrderBy(record => record.Destination, StringComparer.Ordinal)])
                {
                    ContentLength = found.Stored.Content.Length,
                }
                : null);
        }
    }

    public ValueTask<bool> RedeliverAsync(Guid id, string destination, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (Find(id, destination) is not { State: not DeliveryState.Waiting } delivery)
            {
                return new(false);
            }

            var now = Now();
            delivery.Queue.Add(delivery, NextQueued(now), now);
            return new(true);
        }
    }

    public ValueTask<bool> DiscardAsync(Guid id, string destination, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (Find(id, destination) is not { State: DeliveryState.Dead } delivery)
            {
                return new(false);
            }

            Remove(delivery, Now());
            if (delivery.Queue.IsEmpty)
            {
                _queues.Remove(delivery.Queue.Name);
            }

            return new(true);
        }
    }

    public ValueTask<int> RemoveAsync(Retention retention, int atMost, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (!_queues.TryGetValue(retention.Queue, out var queue))
            {
                return new(0);
            }

            var now = Now();
            var removed = 0;
            while (removed < atMost && queue.FirstBeyond(retention, now) is { } delivery)
            {
                Remove(delivery, now);
                removed++;
            }

            if (queue.IsEmpty)
            {
                _queues.Remove(queue.Name);
            }

            return new(removed);
        }
    }

    private void Remove(MemoryDelivery delivery, long now)
    {
        delivery.Queue.Leave(delivery, now);
        _listed.Remove(new Listed(delivery.Place, delivery));
        _bytes -= delivery.Size;
        var of = delivery.Event;
        of.Deliveries.Remove(delivery);
        if (of.Deliveries.Count == 0)
        {
            _events.Remove(of.Stored.Id);
            _bytes -= of.Size;
        }
    }

    private DeliveryPage List(DeliveryFilter filter, ListBounds bounds, int atMost)
    {
        List<DeliveryRecord> page = [];
        var last = default(ListPlace);
        var lookedAt = 0;
        foreach (var (at, delivery) in Between(bounds, filter.NewestFirst))
        {
            if (delivery is null || at == bounds.Low || at == bounds.High)
            {
                continue; // The page before ended with it.
            }

            if (page.Count == atMost || lookedAt == MostLookedAt)
            {
                return new(page, last.ToString());
            }

            if (Matches(filter, delivery))
            {
                page.Add(delivery.ToRecord());
            }

            last = at;
            lookedAt++;
        }

        return new(page, Next: null);
    }

    private IEnumerable<Listed> Between(ListBounds bounds, bool newestFirst)
    {
        if (bounds.IsEmpty)
        {
            return [];
        }

        var view = _listed.GetViewBetween(new Listed(bounds.Low, null), new Listed(bounds.High, null));
        return newestFirst ? view.Reverse() : view;
    }

    private static bool Matches(DeliveryFilter filter, MemoryDelivery delivery) =>
        (filter.State ?? delivery.State) == delivery.State
        && (filter.Route ?? delivery.Queue.Name.Route).Equals(delivery.Queue.Name.Route, StringComparison.OrdinalIgnoreCase)
        && (filter.Destination ?? delivery.Queue.Name.Destination) == delivery.Queue.Name.Destination
        && (filter.EventType ?? delivery.Event.Stored.EventType) == delivery.Event.Stored.EventType
        && (filter.EventId ?? delivery.Event.Stored.EventId) == delivery.Event.Stored.EventId
        && (filter.Reason ?? delivery.Reason) == delivery.Reason;

    /// <summary>A delivery where it is listed; a place without one bounds a part of the list.</summary>
    private readonly record struct Listed(ListPlace Place, MemoryDelivery? Delivery);
}
