namespace Gateway.JsonSchema.Patterns.Matching;

/// <summary>
/// Matches in one walk over the text, whatever the pattern: an automaton whose states are the sets of places where the pattern may be. States
/// are made when a text first leads to them, and only so many; where there are no more the sets are worked out for each character.
/// </summary>
internal sealed class AutomatonMatcher : PatternMatcher
{
    private const int Unknown = 0;
    private const int Accepted = 1;
    private const int Dead = 2;

    /// <summary>What stands in the table for the first state.</summary>
    private const int FirstState = 3;

    /// <summary>What one pattern keeps for good, in units of four bytes: its table, and what is known of its states.</summary>
    private const int MostKept = 32 * 1024;

    /// <summary>What a state is beside its places, in the same units.</summary>
    private const int StateItself = 24;

    private readonly AutomatonStep _step;
    private readonly CharacterClasses _classes;
    private readonly Lock _growing = new();
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly int _width;
    private int _kept;

    /// <summary>Where each state leads on each class and at the end. Replaced when it grows.</summary>
    private volatile int[] _table;
    private volatile AutomatonState[] _states;

    public AutomatonMatcher(PatternProgram program, CharacterClasses classes)
    {
        _classes = classes;
        _step = new AutomatonStep(program, _classes);
        _width = _classes.Count + 1;
        _states = [_step.First];
        _table = new int[_width];
        _numbers.Add(_step.First.ToKey(), 0);
    }

    public override bool IsMatch(ReadOnlySpan<byte> text, ref PatternFuel fuel)
    {
        if (!fuel.TrySpend(1 + (text.Length >> 1)))
        {
            return false;
        }

        var table = _table;
        var state = 0;
        var at = 0;
        while (true)
        {
            var before = at;
            var on = at < text.Length ? _classes.Read(text, ref at) : _width - 1;
            var cell = (state * _width) + on;
            var next = cell < table.Length ? Volatile.Read(ref table[cell]) : Unknown; // and then what is known of that state
            if (next == Unknown)
            {
                var made = _step.Take(_states[state], on, ref fuel);
                if (fuel.IsExceeded)
                {
                    return false;
                }

                next = Remember(state, on, made);
                table = _table;
                if (next == Unknown)
                {
                    return MatchSlowly(_states[state], text[before..], ref fuel);
                }
            }

            if (next < FirstState)
            {
                return next == Accepted;
            }

            state = next - FirstState;
        }
    }

    /// <summary>The same without a table.</summary>
    private bool MatchSlowly(AutomatonState state, ReadOnlySpan<byte> text, ref PatternFuel fuel)
    {
        var at = 0;
        while (true)
        {
            var on = at < text.Length ? _classes.Read(text, ref at) : _width - 1;
            state = _step.Take(state, on, ref fuel);
            if (fuel.IsExceeded || state.IsAccepted || state.IsDead)
            {
                return state.IsAccepted && !fuel.IsExceeded;
            }
        }
    }

    /// <summary>Notes where a state leads; what stands in the table for that, or 0 where there is no room.</summary>
    private int Remember(int from, int on, AutomatonState to)
    {
        lock (_growing)
        {
            var next = to.IsAccepted ? Accepted : to.IsDead ? Dead : NumberOf(to);
            if (next != Unknown)
            {
                Volatile.Write(ref _table[(from * _width) + on], next);
            }

            return next;
        }
    }

    private int NumberOf(AutomatonState state)
    {
        var key = state.ToKey();
        if (_numbers.TryGetValue(key, out var number))
        {
            return number + FirstState;
        }

        number = _numbers.Count;
        var size = StateItself + (2 * state.Places.Length) + _width;
        if (_kept + size > MostKept)
        {
            return Unknown;
        }

        _kept += size;
        _numbers.Add(key, number);
        var (states, table) = (_states, _table);
        if (number == states.Length)
        {
            Array.Resize(ref states, number * 2);
            Array.Resize(ref table, states.Length * _width);
        }

        states[number] = state;
        (_states, _table) = (states, table);
        return number + FirstState;
    }
}
