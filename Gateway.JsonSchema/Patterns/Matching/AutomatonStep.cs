namespace Gateway.JsonSchema.Patterns.Matching;

/// <summary>Works out where an automaton gets from one state by one character, or by the end of the text.</summary>
internal sealed class AutomatonStep
{
    private static readonly AutomatonState Accepted = new([], isAtStart: false, isAfterWord: false, isAccepted: true);

    private readonly PatternProgram _program;
    private readonly int _classCount;
    private readonly bool[] _isInSet;
    private readonly bool[] _isWord;
    private readonly bool _knowsWords;
    private readonly bool _isAnchored;

    public AutomatonStep(PatternProgram program, CharacterClasses classes)
    {
        _program = program;
        _classCount = classes.Count;
        _isInSet = [.. program.Sets.SelectMany(set => classes.Samples.Select(set.Contains))];
        _isWord = [.. classes.Samples.Select(sample => sample < 128 && (char.IsAsciiLetterOrDigit((char)sample) || sample == '_')), false];
        _knowsWords = program.Code.Any(instruction => instruction.Op is PatternOp.WordBoundary or PatternOp.NoWordBoundary);
        _isAnchored = program.IsAnchored;
    }

    public AutomatonState First { get; } = new([0], isAtStart: true, isAfterWord: false);

    /// <param name="state">Where it is.</param>
    /// <param name="on">The class of the character, or their number for the end of the text.</param>
    /// <param name="fuel">Pays for each place looked at.</param>
    public AutomatonState Take(AutomatonState state, int on, ref PatternFuel fuel)
    {
        var work = AutomatonScratch.Of(_program.Code.Length);
        var isEnd = on == _classCount;
        foreach (var place in state.Places)
        {
            work.Visit(place);
        }

        while (work.TryNext(out var at))
        {
            ref readonly var instruction = ref _program.Code[at];
            switch (instruction.Op)
            {
                case PatternOp.Match:
                    return fuel.TrySpend(work.Visited) ? Accepted : state;
                case PatternOp.Character:
                    if (!isEnd && _isInSet[(instruction.A * _classCount) + on])
                    {
                        work.Reach(at + 1);
                    }

                    break;
                case PatternOp.Split:
                    work.Visit(instruction.A);
                    work.Visit(instruction.B);
                    break;
                case PatternOp.Jump:
                    work.Visit(instruction.A);
                    break;
                default:
                    if (Holds(instruction.Op, state, on, isEnd))
                    {
                        work.Visit(at + 1);
                    }

                    break;
            }
        }

        if (!fuel.TrySpend(8 + (2 * work.Visited)))
        {
            return state;
        }

        if (!_isAnchored && !isEnd)
        {
            work.Reach(0); // a match may begin anywhere
        }

        return new AutomatonState(isEnd ? [] : work.Reached(), isAtStart: false, _knowsWords && _isWord[on]);
    }

    private bool Holds(PatternOp assertion, AutomatonState state, int on, bool isEnd) => assertion switch
    {
        PatternOp.Start => state.IsAtStart,
        PatternOp.End => isEnd,
        PatternOp.WordBoundary => state.IsAfterWord != _isWord[on],
        PatternOp.NoWordBoundary => state.IsAfterWord == _isWord[on],
        _ => true, // what concerns captures
    };
}
