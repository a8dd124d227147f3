namespace Gateway.Intake.Memory;

/// <summary>
/// One long array, used by the page: several in a row for a large block, one that is cut up for small ones. Small ones stand at the
/// front and large ones at the back, each where it fits most tightly, so that what is free stays in one piece. Not thread-safe.
/// </summary>
internal sealed class ArenaRegion
{
    private readonly byte[] _memory;
    private readonly ArenaPage?[] _cut;
    private readonly bool[] _isFree;
    private readonly bool[] _isResident; // Written to since the system took it back; else it takes no memory.
    private readonly long[] _freeSince;

    /// <param name="pages">How long.</param>
    public ArenaRegion(int pages)
    {
        // Pinned stands apart from other large objects, which wait the longer to be collected for every one that survives. As long as
        // nobody writes to it, the array takes addresses and no memory.
        _memory = GC.AllocateUninitializedArray<byte>(pages * ArenaPage.Length, pinned: true);
        (_cut, _isResident, _freeSince) = (new ArenaPage?[pages], new bool[pages], new long[pages]);
        _isFree = new bool[pages];
        _isFree.AsSpan().Fill(true);
    }

    /// <summary>How many pages take memory, in use or kept for the next.</summary>
    public int ResidentPages { get; private set; }

    public bool Holds(byte[] array) => ReferenceEquals(array, _memory);

    /// <param name="length">As <see cref="MemoryArena.LengthFor"/> says.</param>
    /// <param name="block">The block; nothing if the free room is in pieces that are too small.</param>
    public bool TryRent(int length, out ArraySegment<byte> block) => length switch
    {
        < ArenaPage.Length => TryRentPart(length, out block),
        _ => TryRentRun(length, out block),
    };

    public void Return(in ArraySegment<byte> block, long now)
    {
        var first = block.Offset / ArenaPage.Length;
        var pages = block.Count / ArenaPage.Length;
        if (pages == 0)
        {
            _cut[first]!.Return(block);
            if (!_cut[first]!.IsUnused)
            {
                return;
            }

            pages = 1;
        }

        _isFree.AsSpan(first, pages).Fill(true);
        _freeSince.AsSpan(first, pages).Fill(now);
    }

    /// <summary>Gives free pages back to the system.</summary>
    /// <param name="atMost">How many.</param>
    /// <param name="before">Only what has been free since before this.</param>
    /// <returns>How many were given back.</returns>
    public int Discard(int atMost, long before)
    {
        var discarded = 0;
        for (var first = 0; first < _isFree.Length && discarded < atMost; first++)
        {
            var end = first;
            while (end < _isFree.Length && end - first < atMost - discarded && _isFree[end] && _isResident[end] && _freeSince[end] <= before)
            {
                end++;
            }

            if (end == first)
            {
                continue;
            }

            if (!ResidentMemory.TryDiscard(_memory, first * ArenaPage.Length, (end - first) * ArenaPage.Length))
            {
                return discarded;
            }

            _isResident.AsSpan(first, end - first).Clear();
            ResidentPages -= end - first;
            discarded += end - first;
            first = end;
        }

        return discarded;
    }

    private bool TryRentPart(int length, out ArraySegment<byte> block)
    {
        for (var page = 0; page < _cut.Length; page++)
        {
            if (!_isFree[page] && _cut[page] is { IsUnused: false } cut && cut.TryRent(length, out block))
            {
                return true;
            }
        }

        var free = _isFree.AsSpan().IndexOf(true);
        if (free < 0)
        {
            block = default;
            return false;
        }

        Take(free, 1);
        return (_cut[free] ??= new ArenaPage(_memory, free * ArenaPage.Length)).TryRent(length, out block);
    }

    private bool TryRentRun(int length, out ArraySegment<byte> block)
    {
        var pages = (int)(((long)length + ArenaPage.Length - 1) / ArenaPage.Length);
        var (start, tightest) = (-1, int.MaxValue);
        for (var first = 0; first < _isFree.Length; first++)
        {
            var end = first;
            while (end < _isFree.Length && _isFree[end])
            {
                end++;
            }

            // The last of those that fit as tightly.
            if (end - first >= pages && end - first <= tightest)
            {
                (start, tightest) = (end - pages, end - first);
            }

            first = end;
        }

        if (start < 0)
        {
            block = default;
            return false;
        }

        Take(start, pages);
        block = new ArraySegment<byte>(_memory, start * ArenaPage.Length, pages * ArenaPage.Length);
        return true;
    }

    private void Take(int first, int pages)
    {
        _isFree.AsSpan(first, pages).Clear();
        ResidentPages += _isResident.AsSpan(first, pages).Count(false);
        _isResident.AsSpan(first, pages).Fill(true);
    }
}
