using Gateway.Storage.Captures;

namespace Gateway.Storage.Memory.Captures;

/// <summary>Kept requests in the memory of the process: for one replica, and until it ends.</summary>
internal sealed class MemoryCaptureStore(TimeProvider clock) : ICaptureStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<CapturePlace, CaptureRecord> _records = new(Comparer<CapturePlace>.Create(CapturePlace.Compare));
    private readonly Dictionary<Guid, CapturePlace> _places = [];
    private long _bytes;

    public ValueTask<bool> AddAsync(CaptureRecord record, CaptureBounds bounds, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var release = _places.TryGetValue(record.Id, out var known) ? _records[known].Release : record.Release;
            Remove(record.Id);
            if (bounds.MaxCount < 1 || record.Bytes > bounds.MaxBytes || record.ReceivedAt < clock.GetUtcNow() - bounds.KeepFor)
            {
                return new(false);
            }

            var place = CapturePlace.Of(record);
            _records[place] = record with { Content = record.Content.ToArray(), Release = release }; // The caller's may be somebody else's soon.
            _places[record.Id] = place;
            _bytes += record.Bytes;
            while (_records.Count > 0 && _records.First().Value is var oldest
                && (_records.Count > bounds.MaxCount || _bytes > bounds.MaxBytes || oldest.ReceivedAt < clock.GetUtcNow() - bounds.KeepFor))
            {
                Remove(oldest.Id);
            }

            return new(_places.ContainsKey(record.Id));
        }
    }

    public ValueTask<bool> RemoveAsync(Guid id, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(Remove(id));
        }
    }

    public ValueTask<CapturePage> ListAsync(CaptureFilter filter, string? after, int atMost, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(CapturePage.Of(_records.Values, filter, after, atMost));
        }
    }

    public ValueTask<CaptureRecord?> FindAsync(Guid id, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(_places.TryGetValue(id, out var place) ? _records[place] : null);
        }
    }

    public ValueTask<bool> TryMarkAsync(Guid id, ReleaseMark expected, ReleaseMark next, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (!_places.TryGetValue(id, out var place) || _records[place].Release != expected)
            {
                return new(false);
            }

            _records[place] = _records[place] with { Release = next };
            return new(true);
        }
    }

    private bool Remove(Guid id)
    {
        if (!_places.Remove(id, out var place) || !_records.Remove(place, out var record))
        {
            return false;
        }

        _bytes -= record.Bytes;
        return true;
    }
}
