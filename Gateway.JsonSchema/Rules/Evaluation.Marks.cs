namespace Gateway.JsonSchema.Rules;

// Bit sets and the dynamic scope. A set is named by the word it starts at; NoMarks means nobody asks.
internal ref partial struct Evaluation
{
    public const int NoMarks = -1;

    private readonly bool _tracksScope;
    private int _top;
    private int _scopeTop;

    /// <summary>A new, empty set with room for so many bits, on top of the others.</summary>
    public int PushMarks(int bits)
    {
        var bottom = _top;
        _top += (bits + 63) >> 6;
        if (_top > _space.Marks.Length)
        {
            _space.GrowMarks(_top);
        }

        _space.Marks.AsSpan(bottom, _top - bottom).Clear();
        return bottom;
    }

    /// <summary>Drops a set and all above it.</summary>
    public void PopMarks(int marks) => _top = marks;

    public readonly void Mark(int marks, int bit) => _space.Marks[marks + (bit >> 6)] |= 1UL << bit;

    /// <summary>Marks the first bits.</summary>
    public readonly void MarkFirst(int marks, int bits)
    {
        var words = _space.Marks.AsSpan(marks);
        words[..(bits >> 6)].Fill(ulong.MaxValue);
        if ((bits & 63) != 0)
        {
            words[bits >> 6] |= (1UL << bits) - 1;
        }
    }

    public readonly bool IsMarked(int marks, int bit) => (_space.Marks[marks + (bit >> 6)] >> bit & 1) != 0;

    /// <summary>Adds all bits of one set to another of the same size.</summary>
    public readonly void MergeMarks(int from, int into, int bits)
    {
        for (var word = 0; word << 6 < bits; word++)
        {
            _space.Marks[into + word] |= _space.Marks[from + word];
        }
    }

    /// <summary>Enters a schema resource; true when it has to be left again.</summary>
    public bool PushScope(int resource)
    {
        if (!_tracksScope || (_scopeTop > 0 && _space.Scope[_scopeTop - 1] == resource))
        {
            return false;
        }

        if (_scopeTop == _space.Scope.Length)
        {
            _space.GrowScope();
        }

        _space.Scope[_scopeTop++] = resource;
        return true;
    }

    public void PopScope() => _scopeTop--;

    /// <summary>
    /// The schema that a dynamic reference means here: the outermost one entered (Core section 8.2.3.2).
    /// </summary>
    public SchemaNode? FindDynamic(SchemaNode?[] byResource)
    {
        _ = TrySpend(_scopeTop >> 3);
        foreach (var resource in _space.Scope.AsSpan(0, _scopeTop))
        {
            if (resource < byResource.Length && byResource[resource] is { } node)
            {
                return node;
            }
        }

        return null;
    }
}
