using System.Runtime.InteropServices;

namespace Gateway.JsonSchema.Patterns.Matching;

/// <summary>
/// What is left to try, and what has to be undone before: rows of four numbers. It begins small in memory of the thread; what a text makes it
/// need beyond that is asked for.
/// </summary>
internal ref struct BacktrackingStack(IScratchMemory memory)
{
    private const int RowBytes = 4 * sizeof(int);

    [ThreadStatic]
    private static int[]? _own;

    private readonly IScratchMemory _memory = memory;
    private Span<int> _rows = _own ??= new int[1024];
    private ArraySegment<byte> _rented;

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>Puts a row on top; false if there is no memory for it.</summary>
    public bool TryPush(BacktrackingKind kind, int a, int b, int c)
    {
        if ((Count + 1) * 4 > _rows.Length && !TryGrow())
        {
            return false;
        }

        var row = _rows.Slice(Count++ * 4, 4);
        (row[0], row[1], row[2], row[3]) = ((int)kind, a, b, c);
        return true;
    }

    public BacktrackingKind Pop(out int a, out int b, out int c)
    {
        var row = _rows.Slice(--Count * 4, 4);
        (a, b, c) = (row[1], row[2], row[3]);
        return (BacktrackingKind)row[0];
    }

    /// <summary>Drops what is left to try above a row, and keeps what has to be undone.</summary>
    public void KeepUndos(int floor)
    {
        var kept = floor;
        for (var at = floor; at < Count; at++)
        {
            if (_rows[at * 4] == (int)BacktrackingKind.Undo)
            {
                _rows.Slice(at * 4, 4).CopyTo(_rows[(kept++ * 4)..]);
            }
        }

        Count = kept;
    }

    public void Clear() => Count = 0;

    /// <summary>Gives back what was rented.</summary>
    public void Release()
    {
        if (_rented.Count > 0)
        {
            _memory.Return(_rented);
            _rented = default;
        }
    }

    private bool TryGrow()
    {
        if (_rows.Length > int.MaxValue / RowBytes || !_memory.TryRent(_rows.Length * 2 * sizeof(int), out var larger))
        {
            return false;
        }

        var rows = MemoryMarshal.Cast<byte, int>(larger.AsSpan());
        _rows[..(Count * 4)].CopyTo(rows);
        Release();
        _rows = rows;
        _rented = larger;
        return true;
    }
}
