using System.Text;

namespace Gateway.Secrets;

/// <summary>
/// The tenants of one source by their names. Any number of readers beside one writer, without a lock: whoever looks finds a tenant as it
/// was or as it is.
/// </summary>
internal sealed class TenantTable
{
    private const int LeastSlots = 16;

    /// <summary>Where one was and none is: the search goes on behind it.</summary>
    private static readonly byte[] Gone = [];

    private Slot[] _slots = new Slot[LeastSlots];
    private int _used;

    public int Count { get; private set; }

    /// <summary>
    /// The tenant; of an unknown one another that is found by as much work, and by nobody who does not try all names the same one: so
    /// that what is done then takes as long. False for such a one.
    /// </summary>
    /// <param name="name">Whatever was sent.</param>
    /// <param name="found">A tenant; the default where there is none at all.</param>
    public bool TryFind(ReadOnlySpan<char> name, out TenantRecord found)
    {
        var slots = Volatile.Read(ref _slots);
        var hash = string.GetHashCode(name, StringComparison.Ordinal);
        var mask = slots.Length - 1;
        for (var i = hash & mask; Volatile.Read(ref slots[i].Record) is { } bytes; i = (i + 1) & mask)
        {
            if (slots[i].Hash == hash && bytes.Length > 0 && TenantRecord.Of(bytes).IsNamed(name))
            {
                found = TenantRecord.Of(bytes);
                return true;
            }
        }

        for (var step = 0; step <= mask; step++)
        {
            if (Volatile.Read(ref slots[(hash + step) & mask].Record) is { Length: > 0 } another)
            {
                found = TenantRecord.Of(another);
                return false;
            }
        }

        found = default;
        return false;
    }

    /// <summary>Puts a tenant in the place of the one of its name.</summary>
    public void Set(TenantRecord record)
    {
        if (2 * (_used + 1) > _slots.Length)
        {
            Rebuild();
        }

        Span<char> name = stackalloc char[TenantName.MaxLength];
        name = name[..Encoding.ASCII.GetChars(record.Name, name)];
        var hash = string.GetHashCode(name, StringComparison.Ordinal);
        var mask = _slots.Length - 1;
        var i = hash & mask;
        while (_slots[i].Record is { } bytes)
        {
            if (_slots[i].Hash == hash && bytes.Length > 0 && TenantRecord.Of(bytes).IsNamed(name))
            {
                Volatile.Write(ref _slots[i].Record, record.Bytes);
                return;
            }

            i = (i + 1) & mask;
        }

        _slots[i].Hash = hash;
        Volatile.Write(ref _slots[i].Record, record.Bytes);
        (_used, Count) = (_used + 1, Count + 1);
    }

    /// <summary>Takes a tenant away; false if there is none of the name.</summary>
    public bool Remove(ReadOnlySpan<char> name)
    {
        var hash = string.GetHashCode(name, StringComparison.Ordinal);
        var mask = _slots.Length - 1;
        for (var i = hash & mask; _slots[i].Record is { } bytes; i = (i + 1) & mask)
        {
            if (_slots[i].Hash == hash && bytes.Length > 0 && TenantRecord.Of(bytes).IsNamed(name))
            {
                Volatile.Write(ref _slots[i].Record, Gone);
                Count--;
                if (_used > LeastSlots && Count < _used / 4)
                {
                    Rebuild(); // Else whoever names an unknown one has all places looked at where somebody was.
                }

                return true;
            }
        }

        return false;
    }

    /// <summary>Some of the tenants from a place on, and where to go on; from the beginning again behind the last.</summary>
    public IReadOnlyList<TenantRecord> From(ref int place, int most)
    {
        var (slots, found) = (_slots, new List<TenantRecord>());
        place = place >= slots.Length ? 0 : place;
        while (place < slots.Length && found.Count < most)
        {
            if (slots[place++].Record is { Length: > 0 } bytes)
            {
                found.Add(TenantRecord.Of(bytes));
            }
        }

        return found;
    }

    /// <summary>All of them, in no order.</summary>
    public IEnumerable<TenantRecord> All() =>
        from slot in Volatile.Read(ref _slots)
        where slot.Record is { Length: > 0 }
        select TenantRecord.Of(slot.Record!);

    private void Rebuild()
    {
        var slots = new Slot[Math.Max(LeastSlots, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(4 * (Count + 1))))];
        var mask = slots.Length - 1;
        foreach (var slot in _slots)
        {
            if (slot.Record is not { Length: > 0 })
            {
                continue;
            }

            var i = slot.Hash & mask;
            while (slots[i].Record is not null)
            {
                i = (i + 1) & mask;
            }

            slots[i] = slot;
        }

        _used = Count;
        Volatile.Write(ref _slots, slots);
    }

    /// <summary>Side by side, mostly in one line of the processor's cache: of a hundred thousand tenants hardly any is in it.</summary>
    private struct Slot
    {
        public byte[]? Record;

        public int Hash;
    }
}
