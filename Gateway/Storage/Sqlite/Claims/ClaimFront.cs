using Gateway.Storage.Memory;

namespace Gateway.Storage.Sqlite.Claims;

/// <summary>
/// What decides claims: the one process that uses the file knows what is in flight and what was processed lately, and which
/// ids the file has besides. Only where it has the id, or may have it, is the file asked.
/// </summary>
/// <remarks>For any thread. <see cref="Gate"/> is held for one event, or for a few thousand steps in memory at most.</remarks>
internal sealed class ClaimFront(SqliteClock clock)
{
    /// <summary>Each claim adds one entry at most, so removing two keeps up.</summary>
    private const int RemovedAtOnce = 2;

    private readonly ExpiringTable<UInt128, ClaimEntry> _entries = new();

    public Lock Gate => _entries.Gate;

    /// <summary>Ids of the file. Used under <see cref="Gate"/>.</summary>
    public SeenIds Seen { get; } = new();

    /// <summary>Whether the file has ids that <see cref="Seen"/> does not: then it is asked for each.</summary>
    public bool HasUnseen { get; set; }

    /// <summary>Whether what room is left in the file is for what is in flight.</summary>
    public bool IsFull { get; set; }

    public int Count
    {
        get
        {
            lock (Gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Takes the event, or says who has it; <see cref="ClaimState.Unknown"/> if that stands in the file.</summary>
    /// <exception cref="StoreUnavailableException">Nothing new is taken: the file is full.</exception>
    public ClaimState TryClaim(UInt128 id, ClaimOwner owner, TimeSpan lease, bool isLogged)
    {
        lock (Gate)
        {
            var state = Look(id);
            if (state != ClaimState.Unknown)
            {
                return state;
            }

            if (MayBeInFile(id))
            {
                return ClaimState.Unknown;
            }

            if (IsFull)
            {
                throw new StoreUnavailableException("The store's file has reached Gateway:Storage:MaxBytes, or its disk is full.");
            }

            Set(id, ClaimEntry.InFlight(owner, clock.After(lease), isLogged));
            return ClaimState.Claimed;
        }
    }

    /// <summary>What is known of the event without the file.</summary>
    public ClaimState Find(UInt128 id)
    {
        lock (Gate)
        {
            return Look(id);
        }
    }

    /// <summary>The same for the transaction that runs, which knows what it has recorded; null for nothing.</summary>
    public ClaimEntry? Current(UInt128 id)
    {
        lock (Gate)
        {
            var slot = _entries.Find(id);
            return slot >= 0 && _entries.EndAt(slot) > clock.Now ? _entries.ValueAt(slot) : null;
        }
    }

    /// <summary>Whether only the file can tell that the event is new.</summary>
    public bool AsksFile(UInt128 id)
    {
        lock (Gate)
        {
            return MayBeInFile(id);
        }
    }

    /// <summary>Puts an entry in the place of the one there is, and returns that.</summary>
    /// <param name="id">Of the event.</param>
    /// <param name="entry">Null to forget it.</param>
    public ClaimEntry? Replace(UInt128 id, ClaimEntry? entry)
    {
        lock (Gate)
        {
            var slot = _entries.Find(id);
            ClaimEntry? before = slot < 0 ? null : _entries.ValueAt(slot);
            if (entry is { } present)
            {
                Set(id, present);
            }
            else if (slot >= 0)
            {
                _entries.Remove(slot);
            }

            return before;
        }
    }

    /// <summary>Puts an entry where there is none that still holds.</summary>
    /// <param name="id">Of the event.</param>
    /// <param name="entry">Its entry.</param>
    /// <param name="before">One that has ended.</param>
    public bool TryAdd(UInt128 id, in ClaimEntry entry, out ClaimEntry? before)
    {
        lock (Gate)
        {
            var slot = _entries.Find(id);
            before = slot < 0 ? null : _entries.ValueAt(slot);
            if (slot >= 0 && _entries.EndAt(slot) > clock.Now)
            {
                return false;
            }

            Set(id, entry);
            return true;
        }
    }

    /// <summary>The file has the event as processed: the next copy need not ask it.</summary>
    public void Remember(UInt128 id, long ends) => TryAdd(id, ClaimEntry.Processed(ends), out _);

    /// <summary>Forgets the event if this attempt holds it. True if it was in flight in the log, too.</summary>
    public bool Release(UInt128 id, ClaimOwner owner)
    {
        lock (Gate)
        {
            var slot = _entries.Find(id);
            if (slot < 0 || _entries.ValueAt(slot) is not { Stage: ClaimStage.InFlight } entry || entry.Owner != owner.Value)
            {
                return false;
            }

            _entries.Remove(slot);
            return entry.IsLogged;
        }
    }

    /// <summary>Everything that has not ended.</summary>
    public List<(UInt128 Id, ClaimEntry Entry)> Snapshot()
    {
        lock (Gate)
        {
            var now = clock.Now;
            var all = new List<(UInt128, ClaimEntry)>(_entries.Count);
            foreach (var (id, entry) in _entries.All())
            {
                if (entry.Ends > now)
                {
                    all.Add((id, entry));
                }
            }

            return all;
        }
    }

    /// <summary>Whether the file may have the id among those of <see cref="Seen"/>.</summary>
    public bool IsSeen(UInt128 id)
    {
        lock (Gate)
        {
            return Seen.Contains(id);
        }
    }

    public void See(ReadOnlySpan<StoredClaim> claims)
    {
        lock (Gate)
        {
            foreach (var claim in claims)
            {
                Seen.Add(claim.Id);
            }
        }
    }

    public void Unsee(ReadOnlySpan<StoredClaim> claims)
    {
        lock (Gate)
        {
            foreach (var claim in claims)
            {
                Seen.Remove(claim.Id);
            }
        }
    }

    /// <summary>What stands in the file by now goes from here, unless it has been changed since.</summary>
    public void HandOver(ReadOnlySpan<StoredClaim> written)
    {
        lock (Gate)
        {
            foreach (var claim in written)
            {
                var slot = _entries.Find(claim.Id);
                if (slot >= 0 && _entries.ValueAt(slot) is { Stage: ClaimStage.Processed } entry && entry.Ends == claim.Ends)
                {
                    _entries.Remove(slot);
                }
            }
        }
    }

    /// <summary>Removes some that have ended; returns how many.</summary>
    public int Forget(int atMost)
    {
        lock (Gate)
        {
            return _entries.RemoveEnded(clock.Now, atMost);
        }
    }

    private ClaimState Look(UInt128 id)
    {
        var slot = _entries.Find(id);
        if (slot < 0 || _entries.EndAt(slot) <= clock.Now)
        {
            return ClaimState.Unknown;
        }

        return _entries.ValueAt(slot).Stage == ClaimStage.Processed ? ClaimState.Processed : ClaimState.InFlight;
    }

    private bool MayBeInFile(UInt128 id) => HasUnseen || Seen.Contains(id);

    private void Set(UInt128 id, in ClaimEntry entry)
    {
        _entries.RemoveEnded(clock.Now, RemovedAtOnce);
        var slot = _entries.Find(id);
        if (slot < 0)
        {
            _entries.Add(id, entry, entry.Ends);
            return;
        }

        _entries.ValueAt(slot) = entry;
        _entries.MoveEnd(slot, entry.Ends);
    }
}
