namespace Gateway.JsonSchema.Patterns;

/// <summary>
/// The groups of a pattern and the references to them. ECMA-262 forgets what the groups inside a repetition have
/// matched whenever a turn begins (section 22.2.2.3.1), .NET never does: a reference is the same in both only if its
/// group cannot have matched in a turn before, or surely has in this one.
/// </summary>
internal sealed class EcmaGroups
{
    private readonly List<EcmaGroup> _captures = [];
    private readonly List<EcmaReference> _references = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly HashSet<int> _referred = [];
    private EcmaGroup _open = new(0, EcmaGroupKind.Plain, parent: null, alternative: 0);
    private EcmaGroup? _closed;
    private int _opened;

    public void Open(EcmaGroupKind kind, string name)
    {
        _open = new(++_opened, kind, _open, _open.Bars);
        if (kind == EcmaGroupKind.Capture)
        {
            _captures.Add(_open);
            if (name.Length > 0)
            {
                _numbers[name] = _captures.Count;
            }
        }
    }

    public void Alternate() => _open.Bars++;

    public void Close() => (_closed, _open) = (_open, _open.Parent!);

    /// <summary>A quantifier stands behind the group that was closed last.</summary>
    public void Quantify(long atLeast, long atMost)
    {
        _closed!.IsQuantified = atLeast != 1 || atMost != 1;
        _closed.IsRepeated = atMost > 1;
    }

    public void Refer(int number, string name) =>
        _references.Add(new(number, name, _open, _open.Bars, _opened));

    /// <summary>The number of a named group.</summary>
    public int NumberOf(string name) => _numbers[name];

    public bool IsReferred(int number) => _referred.Contains(number);

    /// <summary>To be called once all is read: whether .NET understands every reference as ECMA-262 does.</summary>
    public bool Resolve()
    {
        foreach (var reference in _references)
        {
            var number = reference.Number == 0 ? NumberOf(reference.Name) : reference.Number;
            var group = _captures[number - 1];
            if (MayRepeat(group) && !HasSurelyMatched(group, reference))
            {
                return false;
            }

            _referred.Add(number);
        }

        return true;
    }

    private static bool MayRepeat(EcmaGroup group)
    {
        for (var around = group; around is not null; around = around.Parent)
        {
            if (around.IsRepeated)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether every way to the reference leads through the group, in the same turn.</summary>
    private static bool HasSurelyMatched(EcmaGroup group, in EcmaReference reference)
    {
        if (group.Index > reference.Opened || IsWithin(reference.Parent, group) || IsBehind(reference.Parent))
        {
            return false;
        }

        for (var node = group; !node.IsQuantified && !node.IsLook; node = node.Parent!)
        {
            if (IsWithin(reference.Parent, node.Parent!))
            {
                return AlternativeIn(node.Parent!, reference) == node.Alternative;
            }

            if (node.Parent!.Bars > 0)
            {
                return false;
            }
        }

        return false;
    }

    private static int AlternativeIn(EcmaGroup around, in EcmaReference reference)
    {
        var alternative = reference.Alternative;
        for (var node = reference.Parent; node != around; node = node.Parent!)
        {
            alternative = node.Alternative;
        }

        return alternative;
    }

    private static bool IsWithin(EcmaGroup inner, EcmaGroup outer)
    {
        for (var node = inner; node is not null; node = node.Parent)
        {
            if (ReferenceEquals(node, outer))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Look-behind is matched from right to left, so that what stands first comes last.</summary>
    private static bool IsBehind(EcmaGroup group)
    {
        for (var node = group; node is not null; node = node.Parent)
        {
            if (node.Kind == EcmaGroupKind.LookBehind)
            {
                return true;
            }
        }

        return false;
    }
}
