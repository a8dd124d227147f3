namespace Gateway.Storage.Sqlite.Claims;

/// <summary>
/// Which ids stand in the file, as 44 bits of each: nearly every new event is known to be new without a look. Of 10 million
/// ids one new event in 1.7 million is taken for one of them, and then the file is asked. Four bytes a slot, and at least half
/// of the slots used: 10 million ids take 46 to 64 MB. An id may stand here twice, and goes once at a time.
/// </summary>
/// <remarks>Not for several threads at once.</remarks>
internal sealed class SeenIds
{
    private const int Partitions = 1 << 12;
    private const int PartitionBits = 12;
    private const int FirstLength = 8;

    // Fingerprints; 0 is an empty slot. Linear probing from a place that follows from the fingerprint alone, so that a table can
    // grow and close its gaps without knowing the ids.
    private readonly uint[]?[] _tables = new uint[]?[Partitions];
    private readonly int[] _counts = new int[Partitions];

    public long Count { get; private set; }

    /// <summary>Of all tables, used or not; four bytes each.</summary>
    public long Slots { get; private set; }

    public bool Contains(UInt128 id)
    {
        if (_tables[PartitionOf(id)] is not { } table)
        {
            return false;
        }

        var print = PrintOf(id);
        for (var slot = Home(print, table.Length); table[slot] != 0; slot = Next(slot, table.Length))
        {
            if (table[slot] == print)
            {
                return true;
            }
        }

        return false;
    }

    public void Add(UInt128 id)
    {
        var partition = PartitionOf(id);
        ref var table = ref _tables[partition];
        if (table is null)
        {
            table = new uint[FirstLength];
            Slots += FirstLength;
        }
        else if (_counts[partition] + 1 > table.Length - (table.Length / 8))
        {
            Slots -= table.Length;
            table = Grow(table);
            Slots += table.Length;
        }

        Put(table, PrintOf(id));
        _counts[partition]++;
        Count++;
    }

    /// <summary>Nothing happens if it is not there.</summary>
    public void Remove(UInt128 id)
    {
        var partition = PartitionOf(id);
        if (_tables[partition] is not { } table)
        {
            return;
        }

        var print = PrintOf(id);
        var slot = Home(print, table.Length);
        for (; table[slot] != print; slot = Next(slot, table.Length))
        {
            if (table[slot] == 0)
            {
                return;
            }
        }

        CloseGap(table, slot);
        Count--;
        if (--_counts[partition] == 0)
        {
            Slots -= table.Length;
            _tables[partition] = null;
        }
    }

    private static int PartitionOf(UInt128 id) => (int)(uint)(id >> (128 - PartitionBits));

    private static uint PrintOf(UInt128 id) => Math.Max(1, (uint)id);

    private static int Home(uint print, int length) => (int)(((ulong)print * (uint)length) >> 32);

    private static int Next(int slot, int length) => slot + 1 == length ? 0 : slot + 1;

    private static void Put(uint[] table, uint print)
    {
        var slot = Home(print, table.Length);
        while (table[slot] != 0)
        {
            slot = Next(slot, table.Length);
        }

        table[slot] = print;
    }

    private static uint[] Grow(uint[] table)
    {
        var grown = new uint[table.Length + (table.Length / 2)];
        foreach (var print in table)
        {
            if (print != 0)
            {
                Put(grown, print);
            }
        }

        return grown;
    }

    /// <summary>Moves up what could no longer be found behind an empty slot.</summary>
    private static void CloseGap(uint[] table, int gap)
    {
        for (var slot = Next(gap, table.Length); table[slot] != 0; slot = Next(slot, table.Length))
        {
            var home = Home(table[slot], table.Length);
            var isBehindGap = gap <= slot ? home > gap && home <= slot : home > gap || home <= slot;
            if (!isBehindGap)
            {
                table[gap] = table[slot];
                gap = slot;
            }
        }

        table[gap] = 0;
    }
}
