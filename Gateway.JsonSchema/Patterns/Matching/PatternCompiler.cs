namespace Gateway.JsonSchema.Patterns.Matching;

/// <summary>Makes instructions of a pattern.</summary>
/// <param name="captures">How many captures it has.</param>
/// <param name="forAutomaton">
/// An automaton is at many places at once: it has no use for what was taken, and counts are written out for it.
/// </param>
/// <param name="hasReferences">Whether what captures have taken matters.</param>
internal sealed class PatternCompiler(int captures, bool forAutomaton, bool hasReferences)
{
    private const int MostInstructions = 50_000;

    private readonly List<PatternInstruction> _code = [];
    private readonly List<CharacterSet> _sets = [];
    private readonly Dictionary<string, int> _setNumbers = new(StringComparer.Ordinal);
    private int _slots = captures * 2;

    /// <exception cref="FormatException">Written out, it is too large.</exception>
    public PatternProgram Compile(PatternNode root)
    {
        Emit(root, isBack: false);
        Add(new(PatternOp.Match));
        return new PatternProgram([.. _code], [.. _sets], _slots);
    }

    private int Add(PatternInstruction instruction)
    {
        if (_code.Count == MostInstructions)
        {
            throw new FormatException("its counts make it too large");
        }

        _code.Add(instruction);
        return _code.Count - 1;
    }

    private void Emit(PatternNode node, bool isBack)
    {
        switch (node.Kind)
        {
            case PatternNodeKind.Set:
                Add(new(PatternOp.Character, NumberOf(node.Set!)) { IsBack = isBack });
                break;
            case PatternNodeKind.Sequence:
                foreach (var child in isBack ? node.Children.Reverse() : node.Children)
                {
                    Emit(child, isBack);
                }

                break;
            case PatternNodeKind.Choice:
                EmitChoice(node, isBack);
                break;
            case PatternNodeKind.Repetition:
                EmitRepetition(node, isBack);
                break;
            case PatternNodeKind.Capture:
                EmitCapture(node, isBack);
                break;
            case PatternNodeKind.Reference:
                Add(new(PatternOp.Reference, (node.Group - 1) * 2) { IsBack = isBack });
                break;
            case PatternNodeKind.LookAhead or PatternNodeKind.LookBehind:
                var look = Add(new(PatternOp.Look));
                Emit(node.Children[0], node.Kind == PatternNodeKind.LookBehind);
                Add(new(PatternOp.Match));
                _code[look] = new(PatternOp.Look, look + 1, _code.Count) { IsNegative = node.IsNegative };
                break;
            default:
                Add(new(node.Kind switch
                {
                    PatternNodeKind.Start => PatternOp.Start,
                    PatternNodeKind.End => PatternOp.End,
                    PatternNodeKind.WordBoundary => PatternOp.WordBoundary,
                    _ => PatternOp.NoWordBoundary,
                }));
                break;
        }
    }

    private void EmitChoice(PatternNode node, bool isBack)
    {
        var ends = new List<int>();
        foreach (var child in node.Children.SkipLast(1))
        {
            var split = Add(new(PatternOp.Split));
            Emit(child, isBack);
            ends.Add(Add(new(PatternOp.Jump)));
            _code[split] = new(PatternOp.Split, split + 1, _code.Count);
        }

        Emit(node.Children[^1], isBack);
        foreach (var end in ends)
        {
            _code[end] = new(PatternOp.Jump, _code.Count);
        }
    }

    private void EmitCapture(PatternNode node, bool isBack)
    {
        var slot = (node.Group - 1) * 2;
        if (hasReferences)
        {
            Add(new(PatternOp.Save, isBack ? slot + 1 : slot));
        }

        Emit(node.Children[0], isBack);
        if (hasReferences)
        {
            Add(new(PatternOp.Save, isBack ? slot : slot + 1));
        }
    }

    private void EmitRepetition(PatternNode node, bool isBack)
    {
        var body = node.Children[0];
        if (!forAutomaton && body.Kind == PatternNodeKind.Set)
        {
            Add(new(PatternOp.Run, NumberOf(body.Set!), node.AtLeast, node.AtMost) { IsBack = isBack, IsLazy = node.IsLazy });
            return;
        }

        for (var turn = 0; turn < node.AtLeast; turn++)
        {
            EmitTurn(node, isBack);
        }

        if (node.AtMost == PatternNode.Unbounded)
        {
            var split = Add(new(PatternOp.Split));
            EmitOptionalTurn(node, isBack);
            Add(new(PatternOp.Jump, split));
            _code[split] = SplitTo(split + 1, _code.Count, node.IsLazy);
            return;
        }

        var splits = new List<int>();
        for (var turn = node.AtLeast; turn < node.AtMost; turn++)
        {
            splits.Add(Add(new(PatternOp.Split)));
            EmitOptionalTurn(node, isBack);
        }

        foreach (var split in splits)
        {
            _code[split] = SplitTo(split + 1, _code.Count, node.IsLazy);
        }
    }

    private static PatternInstruction SplitTo(int turn, int end, bool isLazy) =>
        isLazy ? new(PatternOp.Split, end, turn) : new(PatternOp.Split, turn, end);

    /// <summary>ECMA-262 section 22.2.2.3.1: captures forget in each turn, and a turn beyond those needed has to take something.</summary>
    private void EmitOptionalTurn(PatternNode node, bool isBack)
    {
        if (forAutomaton || !node.Children[0].MayBeEmpty)
        {
            EmitTurn(node, isBack);
            return;
        }

        var slot = _slots++;
        Add(new(PatternOp.Save, slot));
        EmitTurn(node, isBack);
        Add(new(PatternOp.Advance, slot));
    }

    private void EmitTurn(PatternNode node, bool isBack)
    {
        if (hasReferences && node.EndGroup > node.FirstGroup)
        {
            Add(new(PatternOp.Clear, (node.FirstGroup - 1) * 2, (node.EndGroup - 1) * 2));
        }

        Emit(node.Children[0], isBack);
    }

    private int NumberOf(CodePointSet set)
    {
        var key = set.ToString();
        if (!_setNumbers.TryGetValue(key, out var number))
        {
            number = _sets.Count;
            _setNumbers.Add(key, number);
            _sets.Add(new CharacterSet(set));
        }

        return number;
    }
}
