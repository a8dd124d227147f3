using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Gateway.Storage.Memory;

/// <summary>
/// A hash table whose entries end at a given time. Every operation is O(log n) at worst and none scans: a heap over the
/// entries knows which ends first. Entries are structs in arrays, so that a million of them are no work for the garbage
/// collector. Callers hold <see cref="Gate"/>.
/// </summary>
internal sealed class ExpiringTable<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
    where TValue : struct
{
    private const int None = -1;

    private int[] _buckets = new int[16]; // A position in _slots plus one; the length is a power of two.
    private Slot[] _slots = new Slot[16];
    private End[] _heap = new End[16];
    private int _firstFree = None;
    private int _used;

    public Lock Gate { get; } = new();

    public int Count { get; private set; }

    /// <summary>The slot of <paramref name="key"/>, valid until something is added or removed; negative if absent.</summary>
    public int Find(in TKey key)
    {
        for (var slot = Bucket(key) - 1; slot >= 0; slot = _slots[slot].Next)
        {
            if (_slots[slot].Key.Equals(key))
            {
                return slot;
            }
        }

        return None;
    }

    public ref TValue ValueAt(int slot) => ref _slots[slot].Value;

    public long EndAt(int slot) => _heap[_slots[slot].HeapIndex].Time;

    public void MoveEnd(int slot, long end) => Sift(_slots[slot].HeapIndex, new End(end, slot));

    /// <summary>Adds a key that is not in the table.</summary>
    public void Add(in TKey key, TValue value, long end)
    {
        Debug.Assert(Find(key) < 0, "The key is in the table already.");
        var slot = TakeSlot();
        ref var bucket = ref Bucket(key);
        _slots[slot] = new Slot { Key = key, Value = value, Next = bucket - 1 };
        bucket = slot + 1;
        Sift(Count++, new End(end, slot));
    }

    public void Remove(int slot)
    {
        Unlink(slot);
        var hole = _slots[slot].HeapIndex;
        Count--;
        if (hole < Count)
        {
            Sift(hole, _heap[Count]);
        }

        _slots[slot] = new Slot { Next = _firstFree };
        _firstFree = slot;
    }

    /// <summary>Every entry, in no order; nothing may be added or removed meanwhile.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> All()
    {
        for (var index = 0; index < Count; index++)
        {
            var slot = _heap[index].Slot;
            yield return new(_slots[slot].Key, _slots[slot].Value);
        }
    }

    /// <summary>
    /// Removes entries that have ended. With <paramref name="atMost"/> above the number of entries that one call adds,
    /// the table keeps up with its own growth without ever pausing.
    /// </summary>
    public int RemoveEnded(long now, int atMost)
    {
        var removed = 0;
        while (removed < atMost && Count > 0 && _heap[0].Time <= now)
        {
            Remove(_heap[0].Slot);
            removed++;
        }

        return removed;
    }

    /// <summary>Removes the entry that ended first, if any has; says which.</summary>
    public bool TryRemoveEnded(long now, out TKey key)
    {
        if (Count == 0 || _heap[0].Time > now)
        {
            key = default;
            return false;
        }

        var slot = _heap[0].Slot;
        key = _slots[slot].Key;
        Remove(slot);
        return true;
    }

    private ref int Bucket(in TKey key) => ref _buckets[key.GetHashCode() & (_buckets.Length - 1)];

    private void Unlink(int slot)
    {
        ref var link = ref Bucket(_slots[slot].Key);
        if (link - 1 == slot)
        {
            link = _slots[slot].Next + 1;
            return;
        }

        var previous = link - 1;
        while (_slots[previous].Next != slot)
        {
            previous = _slots[previous].Next;
        }

        _slots[previous].Next = _slots[slot].Next;
    }

    private int TakeSlot()
    {
        if (_firstFree >= 0)
        {
            var slot = _firstFree;
            _firstFree = _slots[slot].Next;
            return slot;
        }

        if (_used == _slots.Length)
        {
            Grow();
        }

        return _used++;
    }

    private void Grow()
    {
        var length = _slots.Length * 2;
        Array.Resize(ref _slots, length);
        Array.Resize(ref _heap, length);
        _buckets = new int[length];
        for (var slot = 0; slot < _used; slot++) // No slot is free when the table grows.
        {
            ref var bucket = ref Bucket(_slots[slot].Key);
            _slots[slot].Next = bucket - 1;
            bucket = slot + 1;
        }
    }

    /// <summary>Puts an end where it belongs, from a position that may be too high or too low for it.</summary>
    private void Sift(int index, End end)
    {
        while (index > 0 && end.Time < _heap[(index - 1) / 2].Time)
        {
            Place(index, _heap[(index - 1) / 2]);
            index = (index - 1) / 2;
        }

        for (var child = (2 * index) + 1; child < Count; child = (2 * index) + 1)
        {
            if (child + 1 < Count && _heap[child + 1].Time < _heap[child].Time)
            {
                child++;
            }

            if (end.Time <= _heap[child].Time)
            {
                break;
            }

            Place(index, _heap[child]);
            index = child;
        }

        Place(index, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Place(int index, End end)
    {
        _heap[index] = end;
        _slots[end.Slot].HeapIndex = index;
    }

    private readonly record struct End(long Time, int Slot);

    private struct Slot
    {
        public TKey Key;
        public TValue Value;
        public int Next;
        public int HeapIndex;
    }
}
