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

    private Slots _slots = new(LeastSlots);
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
        var mask = slots.Records.Length - 1;
        for (var i = hash & mask; Volatile.Read(ref slots.Records[i]) is { } bytes; i = (i + 1) & mask)
        {
            if (slots.Hashes[i] == hash && bytes.Length > 0 && TenantRecord.Of(bytes).IsNamed(name))
            {
                found = TenantRecord.Of(bytes);
                return true;
            }
        }

        for (var step = 0; step <= mask; step++)
        {
            if (Volatile.Read(ref slots.Records[(hash + step) & mask]) is { Length: > 0 } another)
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
        if (2 * (_used + 1) > _slots.Records.Length)
        {
            Rebuild();
        }

        Span<char> name = stackalloc char[TenantName.MaxLength];
        name = name[..Encoding.ASCII.GetChars(record.Name, name)];
        var hash = string.GetHashCode(name, StringComparison.Ordinal);
        var mask = _slots.Records.Length - 1;
        var i = hash & mask;
        while (_slots.Records[i] is { } bytes)
        {
            if (_slots.Hashes[i] == hash && bytes.Length > 0 && TenantRecord.Of(bytes).IsNamed(name))
            {
                Volatile.Write(ref _slots.Records[i], record.Bytes);
                return;
            }

            i = (i + 1) & mask;
        }

        _slots.Hashes[i] = hash;
        Volatile.Write(ref _slots.Records[i], record.Bytes);
        (_used, Count) = (_used + 1, Count + 1);
    }

    /// <summary>Takes a tenant away; false if there is none of the name.</summary>
    public bool Remove(ReadOnlySpan<char> name)
    {
        var hash = string.GetHashCode(name, StringComparison.Ordinal);
        var mask = _slots.Records.Length - 1;
        for (var i = hash & mask; _slots.Records[i] is { } bytes; i = (i + 1) & mask)
        {
            if (_slots.Hashes[i] == hash && bytes.Length > 0 && TenantRecord.Of(bytes).IsNamed(name))
            {
                Volatile.Write(ref _slots.Records[i], Gone);
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
        var (records, found) = (_slots.Records, new List<TenantRecord>());
        place = place >= records.Length ? 0 : place;
        while (place < records.Length && found.Count < most)
        {
            if (records[place++] is { Length: > 0 } bytes)
            {
                found.Add(TenantRecord.Of(bytes));
            }
        }

        return found;
    }

    /// <summary>All of them, in no order.</summary>
    public IEnumerable<TenantRecord> All() =>
        from bytes in Volatile.Read(ref _slots).Records
        where bytes is { Length: > 0 }
        select TenantRecord.Of(bytes);

    private void Rebuild()
    {
        var slots = new Slots(Math.Max(LeastSlots, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(4 * (Count + 1)))));
        var mask = slots.Records.Length - 1;
        for (var at = 0; at < _slots.Records.Length; at++)
        {
            if (_slots.Records[at] is not { Length: > 0 } bytes)
            {
                continue;
            }

            var i = _slots.Hashes[at] & mask;
            while (slots.Records[i] is not null)
            {
                i = (i + 1) & mask;
            }

            (slots.Hashes[i], slots.Records[i]) = (_slots.Hashes[at], bytes);
        }

        _used = Count;
        Volatile.Write(ref _slots, slots);
    }

    private sealed class Slots(int count)
    {
        public int[] Hashes { get; } = new int[count];

        public byte[]?[] Records { get; } = new byte[]?[count];
    }
}
