namespace Gateway.JsonSchema.Patterns;

/// <summary>
/// Reads a pattern by the grammar of ECMA-262 with the u flag, once from left to right and without building anything:
/// it may come from a sender.
/// </summary>
/// <param name="pattern">The pattern.</param>
/// <param name="isLoose">
/// Also takes what Annex B allows and what can only mean one thing: braces and brackets for themselves, needless
/// backslashes before ASCII punctuation, and a hyphen beside a set in a class.
/// </param>
internal ref partial struct EcmaGrammar(ReadOnlySpan<char> pattern, bool isLoose)
{
    private readonly ReadOnlySpan<char> _pattern = pattern;
    private readonly Stack<EcmaGroupKind> _open = [];
    private HashSet<string>? _names;
    private HashSet<string>? _referred;
    private int _at;
    private int _captures;
    private int _highest;
    private EcmaTerm _term;

    /// <summary>What is wrong, once reading has failed.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>How far reading has come.</summary>
    public readonly int At => _at;

    public bool Read()
    {
        while (_at < _pattern.Length)
        {
            if (!ReadTerm())
            {
                return false;
            }
        }

        if (_open.Count > 0)
        {
            return Fail("a group is not closed");
        }

        var areKnown = _highest <= _captures && (_referred is null || _referred.IsSubsetOf(_names ?? []));
        return areKnown || Fail("a reference names no group");
    }

    private bool ReadTerm()
    {
        var letter = _pattern[_at++];
        switch (letter)
        {
            case '^' or '$':
                return Passes(EcmaTerm.None);
            case '|':
                return Passes(EcmaTerm.None);
            case '(':
                return OpenGroup();
            case ')':
                return CloseGroup();
            case '*' or '+':
                return Quantify(letter == '*' ? 0 : 1, long.MaxValue);
            case '?':
                return Quantify(0, 1);
            case '{' when TryReadCount(out var atLeast, out var atMost):
                return Quantify(atLeast, atMost);
            case '{' or '}' or ']':
                return isLoose ? Passes(EcmaTerm.Atom) : Fail("a brace or bracket stands alone");
            case '[':
                return ReadClass() && Passes(EcmaTerm.Atom);
            case '\\':
                return ReadEscape();
            default:
                return Passes(EcmaTerm.Atom);
        }
    }

    private bool OpenGroup()
    {
        var rest = _pattern[_at..];
        var (kind, length) = rest switch
        {
            ['?', ':', ..] => (EcmaGroupKind.Plain, 2),
            ['?', '=' or '!', ..] => (EcmaGroupKind.LookAhead, 2),
            ['?', '<', '=' or '!', ..] => (EcmaGroupKind.LookBehind, 3),
            ['?', '<', ..] => (EcmaGroupKind.Capture, 2),
            ['?', ..] => (EcmaGroupKind.None, 0),
            _ => (EcmaGroupKind.Capture, 0),
        };
        if (kind == EcmaGroupKind.None)
        {
            return Fail("only (?:, (?=, (?!, (?<=, (?<! and (?<name> may start with (?");
        }

        _at += length;
        if (kind == EcmaGroupKind.Capture)
        {
            _captures++;
            if (length > 0 && !(EcmaIdentifier.TryRead(_pattern, ref _at, out var name) && (_names ??= []).Add(name)))
            {
                return Fail("a group's name is no identifier, or is given twice");
            }
        }

        _open.Push(kind);
        return Passes(EcmaTerm.None);
    }

    private bool CloseGroup()
    {
        if (!_open.TryPop(out var kind))
        {
            return Fail("')' closes no group");
        }

        return Passes(kind is EcmaGroupKind.LookAhead or EcmaGroupKind.LookBehind ? EcmaTerm.None : EcmaTerm.Atom);
    }

    private bool Quantify(long atLeast, long atMost)
    {
        if (_term == EcmaTerm.None)
        {
            return Fail("a quantifier has nothing to repeat");
        }

        if (atMost < atLeast)
        {
            return Fail("a quantifier's numbers are the wrong way round");
        }

        _at += _at < _pattern.Length && _pattern[_at] == '?' ? 1 : 0;
        return Passes(EcmaTerm.None);
    }

    /// <summary>What follows an opening brace, if that starts a quantifier.</summary>
    private bool TryReadCount(out long atLeast, out long atMost)
    {
        var at = _at;
        atMost = 0;
        if (!TryReadNumber(ref at, out atLeast))
        {
            return false;
        }

        atMost = atLeast;
        if (at < _pattern.Length && _pattern[at] == ',')
        {
            at++;
            atMost = TryReadNumber(ref at, out var number) ? number : long.MaxValue;
        }

        if (at >= _pattern.Length || _pattern[at] != '}')
        {
            return false;
        }

        _at = at + 1;
        return true;
    }

    /// <summary>Any number of digits; what is too large for everybody stops growing.</summary>
    private readonly bool TryReadNumber(ref int at, out long number)
    {
        const long Largest = long.MaxValue / 16;
        var start = at;
        number = 0;
        while (at < _pattern.Length && char.IsAsciiDigit(_pattern[at]))
        {
            number = Math.Min((number * 10) + _pattern[at++] - '0', Largest);
        }

        return at > start;
    }

    private bool Passes(EcmaTerm term)
    {
        _term = term;
        return true;
    }

    private bool Fail(string problem)
    {
        Problem = problem;
        return false;
    }
}
