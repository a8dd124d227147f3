namespace Gateway.JsonSchema.Patterns.Matching;

/// <summary>One pattern tried on one text.</summary>
internal ref struct BacktrackingRun
{
    /// <summary>Steps are paid for in portions.</summary>
    private const int Portion = 512;

    /// <summary>A slot that holds no place.</summary>
    private const int None = -1;

    [ThreadStatic]
    private static int[]? _ownSlots;

    private readonly PatternProgram _program;
    private readonly ReadOnlySpan<byte> _text;
    private readonly Span<int> _slots;
    private BacktrackingStack _stack;
    private PatternFuel _fuel;
    private int _portion;

    public BacktrackingRun(PatternProgram program, ReadOnlySpan<byte> text, in PatternFuel fuel)
    {
        _program = program;
        _text = text;
        _fuel = fuel;
        _stack = new BacktrackingStack(fuel.Memory);
        if (_ownSlots is null || _ownSlots.Length < program.Slots)
        {
            _ownSlots = new int[Math.Max(16, program.Slots)];
        }

        _slots = _ownSlots.AsSpan(0, program.Slots);
    }

    /// <summary>What is left.</summary>
    public readonly PatternFuel Fuel => _fuel;

    /// <summary>Whether the pattern matches from any place on.</summary>
    public bool IsMatch()
    {
        var from = 0;
        while (true)
        {
            _slots.Fill(None);
            _stack.Clear();
            if (_fuel.TrySpend(_slots.Length >> 4) && Match(0, from))
            {
                return true;
            }

            if (_fuel.IsExceeded || _program.IsAnchored || from >= _text.Length)
            {
                return false;
            }

            _ = Utf8Text.Read(_text, ref from);
        }
    }

    /// <summary>Gives memory back.</summary>
    public void Release() => _stack.Release();

    private bool Match(int pc, int at)
    {
        var floor = _stack.Count;
        while (TryPay())
        {
            ref readonly var instruction = ref _program.Code[pc];
            bool isDone;
            switch (instruction.Op)
            {
                case PatternOp.Match:
                    return true;
                case PatternOp.Character:
                    isDone = TryTake(instruction, ref at);
                    break;
                case PatternOp.Run:
                    isDone = TryRun(instruction, pc, ref at);
                    break;
                case PatternOp.Split:
                    isDone = Push(BacktrackingKind.Choice, instruction.B, at, 0);
                    pc = instruction.A - 1;
                    break;
                case PatternOp.Jump:
                    isDone = true;
                    pc = instruction.A - 1;
                    break;
                case PatternOp.Look:
                    isDone = Look(instruction, at);
                    pc = instruction.B - 1;
                    break;
                case PatternOp.Save or PatternOp.Clear:
                    isDone = Remember(instruction, at);
                    break;
                case PatternOp.Reference:
                    isDone = TryTakeAgain(instruction, ref at);
                    break;
                default:
                    isDone = Holds(instruction, at);
                    break;
            }

            pc++;
            if (!isDone && !TryBack(floor, ref pc, ref at))
            {
                return false;
            }
        }

        return false;
    }

    private bool TryPay()
    {
        if (--_portion >= 0)
        {
            return true;
        }

        _portion = Portion;
        return _fuel.TrySpend(Portion);
    }

    private bool Push(BacktrackingKind kind, int a, int b, int c) => _stack.TryPush(kind, a, b, c) || _fuel.Exceed();

    /// <summary>Goes back to what is left to try; false when that is nothing.</summary>
    private bool TryBack(int floor, ref int pc, ref int at)
    {
        while (_stack.Count > floor && TryPay())
        {
            switch (_stack.Pop(out var a, out var b, out var c))
            {
                case BacktrackingKind.Undo:
                    _slots[a] = b;
                    break;
                case BacktrackingKind.Choice:
                    (pc, at) = (a, b);
                    return true;
                case BacktrackingKind.Less:
                    at = StepBack(_program.Code[a], c);
                    pc = a + 1;
                    return at == b || Push(BacktrackingKind.Less, a, b, at);
                default:
                    at = b;
                    if (TryTake(_program.Code[a], ref at))
                    {
                        pc = a + 1;
                        return c <= 1 || Push(BacktrackingKind.More, a, at, c == PatternNode.Unbounded ? c : c - 1);
                    }

                    break;
            }
        }

        return false;
    }

    /// <summary>Takes one character in the direction of the instruction.</summary>
    private readonly bool TryTake(in PatternInstruction instruction, ref int at)
    {
        if (instruction.IsBack ? at == 0 : at == _text.Length)
        {
            return false;
        }

        var codePoint = instruction.IsBack ? Utf8Text.ReadBack(_text, ref at) : Utf8Text.Read(_text, ref at);
        return _program.Sets[instruction.A].Contains(codePoint);
    }

    private bool TryRun(in PatternInstruction run, int pc, ref int at)
    {
        var least = at;
        for (var count = 0; count < run.B; count++)
        {
            if (!TryPay() || !TryTake(run, ref at))
            {
                return false;
            }

            least = at;
        }

        if (run.IsLazy)
        {
            return run.C == run.B || Push(BacktrackingKind.More, pc, at, run.C == PatternNode.Unbounded ? run.C : run.C - run.B);
        }

        var most = run.C == PatternNode.Unbounded ? run.C : run.C - run.B;
        for (var next = at; most > 0 && TryTake(run, ref next) && TryPay(); most--)
        {
            at = next;
        }

        return at == least || Push(BacktrackingKind.Less, pc, least, at);
    }

    private readonly int StepBack(in PatternInstruction run, int at)
    {
        if (!run.IsBack)
        {
            return Utf8Text.Before(_text, at);
        }

        _ = Utf8Text.Read(_text, ref at);
        return at;
    }

    private bool Remember(in PatternInstruction instruction, int at)
    {
        var isSave = instruction.Op == PatternOp.Save;
        var end = isSave ? instruction.A + 1 : instruction.B;
        for (var slot = instruction.A; slot < end; slot++)
        {
            if (!TryPay() || !Push(BacktrackingKind.Undo, slot, _slots[slot], 0))
            {
                return false;
            }

            _slots[slot] = isSave ? at : None;
        }

        return true;
    }

    /// <summary>ECMA-262 section 22.2.2.7.2: what has not taken part is matched by nothing.</summary>
    private bool TryTakeAgain(in PatternInstruction reference, ref int at)
    {
        var (start, end) = (_slots[reference.A], _slots[reference.A + 1]);
        if (start == None || end == None)
        {
            return true;
        }

        var taken = _text[start..end];
        var from = reference.IsBack ? at - taken.Length : at;
        if (!_fuel.TrySpend(taken.Length >> 4) || from < 0 || !_text[from..].StartsWith(taken))
        {
            return false;
        }

        at = reference.IsBack ? from : from + taken.Length;
        return true;
    }

    private readonly bool Holds(in PatternInstruction assertion, int at) => assertion.Op switch
    {
        PatternOp.Start => at == 0,
        PatternOp.End => at == _text.Length,
        PatternOp.Advance => _slots[assertion.A] != at,
        _ => (Utf8Text.IsWordAt(_text, at - 1) != Utf8Text.IsWordAt(_text, at)) == (assertion.Op == PatternOp.WordBoundary),
    };

    private bool Look(in PatternInstruction look, int at)
    {
        var floor = _stack.Count;
        var isMatch = Match(look.A, at);
        if (_fuel.IsExceeded)
        {
            return false;
        }

        if (isMatch && look.IsNegative)
        {
            Undo(floor);
        }

        _stack.KeepUndos(floor);
        return isMatch != look.IsNegative;
    }

    private void Undo(int floor)
    {
        while (_stack.Count > floor)
        {
            if (_stack.Pop(out var slot, out var place, out _) == BacktrackingKind.Undo)
            {
                _slots[slot] = place;
            }
        }
    }
}
