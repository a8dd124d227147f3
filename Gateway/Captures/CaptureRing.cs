using Gateway.Storage.Captures;

namespace Gateway.Captures;

/// <summary>
/// The requests that this process keeps: bounded in number, bytes and age, and shared so that a flood cannot push out the one that
/// matters. The first of each kind, a route's outcome, has a quarter to itself; then the earliest have a quarter, and the latest half.
/// </summary>
internal sealed class CaptureRing : IDisposable
{
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly CaptureBounds _bounds;
    private readonly TimeProvider _clock;
    private readonly ITimer _sweeps;
    private readonly CaptureShelf _firsts;
    private readonly CaptureShelf _early;
    private readonly CaptureShelf _late;
    private readonly HashSet<(string Route, string Outcome)> _kinds = [];
    private readonly Dictionary<Guid, CaptureEntry> _entries = [];
    private readonly List<Guid> _gone = [];

    public CaptureRing(CaptureBounds bounds, TimeProvider clock)
    {
        (_bounds, _clock) = (bounds, clock);
        var quarter = (Count: bounds.MaxCount / 4, Bytes: bounds.MaxBytes / 4);
        _firsts = new CaptureShelf(quarter.Count, quarter.Bytes, keepsEarliest: true);
        _early = new CaptureShelf(quarter.Count, quarter.Bytes, keepsEarliest: true);
        _late = new CaptureShelf(bounds.MaxCount - (2 * quarter.Count), bounds.MaxBytes - (2 * quarter.Bytes), keepsEarliest: false);
        _sweeps = clock.CreateTimer(static ring => ((CaptureRing)ring!).Sweep(), this, BetweenSweeps, BetweenSweeps);
    }

    /// <summary>How many requests are kept, and what they take.</summary>
    public (int Count, long Bytes) Kept
    {
        get
        {
            lock (_gate)
            {
                return (_entries.Count, _firsts.Bytes + _early.Bytes + _late.Bytes);
            }
        }
    }

    /// <summary>Whether none of this kind is kept for being its first, and there may be one.</summary>
    public bool LacksKind(string route, string outcome)
    {
        lock (_gate)
        {
            return !_kinds.Contains((route, outcome)) && _firsts.Count < _bounds.MaxCount / 4;
        }
    }

    /// <summary>Keeps a request; others leave for it, or it is not worth their place.</summary>
    public void Add(CaptureRecord record, UInt128 sender)
    {
        var entry = new CaptureEntry(record, sender);
        lock (_gate)
        {
            _entries[record.Id] = entry;
            if (!_kinds.Contains((record.Route, record.Outcome)) && _firsts.HasRoomFor(entry))
            {
                _kinds.Add((record.Route, record.Outcome));
                _firsts.Add(entry);
                return;
            }

            foreach (var older in _late.Add(entry))
            {
                foreach (var leaving in _early.Add(older))
                {
                    Forget(leaving);
                }
            }
        }
    }

    public CaptureRecord? Find(Guid id)
    {
        lock (_gate)
        {
            return _entries.GetValueOrDefault(id) is { } entry && !IsOld(entry.Record) ? entry.Record : null;
        }
    }

    /// <summary>Says what has become of a request, if that is so far what is expected.</summary>
    public bool TryMark(Guid id, ReleaseMark expected, ReleaseMark next)
    {
        lock (_gate)
        {
            if (_entries.GetValueOrDefault(id) is not { } entry || entry.Record.Release != expected)
            {
                return false;
            }

            entry.Record = entry.Record with { Release = next };
            return true;
        }
    }

    /// <summary>Says what has become of a request, as the store has it.</summary>
    public void Mark(Guid id, ReleaseMark release)
    {
        lock (_gate)
        {
            if (_entries.GetValueOrDefault(id) is { } entry)
            {
                entry.Record = entry.Record with { Release = release };
            }
        }
    }

    /// <summary>All that are kept, in no order.</summary>
    public List<CaptureRecord> All()
    {
        lock (_gate)
        {
            return [.. _entries.Values.Select(entry => entry.Record).Where(record => !IsOld(record))];
        }
    }

    /// <summary>Some that are to be stored, and are marked as being so.</summary>
    public List<CaptureRecord> TakeUnstored(int atMost)
    {
        lock (_gate)
        {
            var some = _entries.Values.Where(entry => !entry.IsStored).Take(atMost).ToList();
            some.ForEach(entry => entry.IsStored = true);
            return [.. some.Select(entry => entry.Record)];
        }
    }

    /// <summary>Could not be stored: to be tried again.</summary>
    public void Unmark(Guid id)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(id, out var entry))
            {
                entry.IsStored = false;
            }
        }
    }

    /// <summary>Those that were stored and have left since.</summary>
    public List<Guid> TakeGone()
    {
        lock (_gate)
        {
            List<Guid> gone = [.. _gone];
            _gone.Clear();
            return gone;
        }
    }

    public void Dispose() => _sweeps.Dispose();

    private void Forget(CaptureEntry entry)
    {
        _entries.Remove(entry.Record.Id);
        if (entry.IsStored)
        {
            _gone.Add(entry.Record.Id);
        }
    }

    private bool IsOld(CaptureRecord record) => record.ReceivedAt < _clock.GetUtcNow() - _bounds.KeepFor;

    /// <summary>What is too old goes, whether or not anything comes after it.</summary>
    private void Sweep()
    {
        var instant = _clock.GetUtcNow() - _bounds.KeepFor;
        lock (_gate)
        {
            foreach (var first in _firsts.TakeOlderThan(instant))
            {
                _kinds.Remove((first.Record.Route, first.Record.Outcome));
                Forget(first);
            }

            foreach (var old in _early.TakeOlderThan(instant).Concat(_late.TakeOlderThan(instant)))
            {
                Forget(old);
            }
        }
    }
}
