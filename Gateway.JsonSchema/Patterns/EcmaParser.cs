using System.Globalization;
using Gateway.JsonSchema.Patterns.Matching;

namespace Gateway.JsonSchema.Patterns;

/// <summary>
/// Reads a pattern of ECMA-262 (with the u flag, and of Annex B what is harmless) into its parts.
/// </summary>
/// <param name="pattern">A pattern that the grammar has passed.</param>
internal sealed partial class EcmaParser(string pattern)
{
    /// <summary>How deep groups may stand inside each other.</summary>
    private const int MostDepth = 200;

    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<(PatternNode Reference, string Name)> _byName = [];
    private int _at;
    private int _depth;

    /// <summary>How many captures there are.</summary>
    public int Captures { get; private set; }

    /// <exception cref="FormatException">The pattern holds something that cannot be matched here.</exception>
    public PatternNode Parse()
    {
        var root = ReadAlternatives();
        foreach (var (reference, name) in _byName)
        {
            reference.Group = _names[name];
        }

        return root;
    }

    private PatternNode ReadAlternatives()
    {
        if (++_depth > MostDepth)
        {
            throw new FormatException($"groups are nested deeper than {MostDepth}");
        }

        var alternatives = new List<PatternNode>();
        var terms = new List<PatternNode>();
        while (_at < pattern.Length && pattern[_at] != ')')
        {
            if (pattern[_at] == '|')
            {
                _at++;
                alternatives.Add(Sequence(terms));
                terms = [];
            }
            else
            {
                var firstGroup = Captures + 1;
                terms.Add(ReadQuantifier(ReadTerm(), firstGroup));
            }
        }

        _depth--;
        alternatives.Add(Sequence(terms));
        return alternatives.Count == 1 ? alternatives[0] : new PatternNode(PatternNodeKind.Choice, alternatives);
    }

    private static PatternNode Sequence(List<PatternNode> terms) =>
        terms.Count == 1 ? terms[0] : new PatternNode(PatternNodeKind.Sequence, terms);

    private static PatternNode Of(CodePointSet set) => new(PatternNodeKind.Set) { Set = set };

    private PatternNode ReadTerm()
    {
        var letter = pattern[_at++];
        switch (letter)
        {
            case '\\':
                return ReadEscape();
            case '[':
                return Of(ReadClass());
            case '.':
                return Of(LineEnds().Complement());
            case '^':
                return new PatternNode(PatternNodeKind.Start);
            case '$':
                return new PatternNode(PatternNodeKind.End);
            case '(':
                return ReadGroup();
            default:
                _at--;
                var codePoint = ReadCharacter();
                return Of(new CodePointSet().Add(codePoint, codePoint));
        }
    }

    private PatternNode ReadGroup()
    {
        var rest = pattern.AsSpan(_at);
        var (length, kind, isNegative) = rest switch
        {
            ['?', ':', ..] => (2, PatternNodeKind.Sequence, false),
            ['?', '=', ..] => (2, PatternNodeKind.LookAhead, false),
            ['?', '!', ..] => (2, PatternNodeKind.LookAhead, true),
            ['?', '<', '=', ..] => (3, PatternNodeKind.LookBehind, false),
            ['?', '<', '!', ..] => (3, PatternNodeKind.LookBehind, true),
            _ => (0, PatternNodeKind.Capture, false),
        };
        _at += length;
        var group = 0;
        if (kind == PatternNodeKind.Capture)
        {
            group = ++Captures;
            if (rest.StartsWith("?<", StringComparison.Ordinal))
            {
                _at += 2;
                _ = EcmaIdentifier.TryRead(pattern, ref _at, out var name);
                _names[name] = group;
            }
        }

        var inner = ReadAlternatives();
        _at++; // the closing bracket
        return kind == PatternNodeKind.Sequence ? inner : new PatternNode(kind, inner) { Group = group, IsNegative = isNegative };
    }

    private PatternNode ReadQuantifier(PatternNode term, int firstGroup)
    {
        if (_at >= pattern.Length || !TryReadCount(out var atLeast, out var atMost))
        {
            return term;
        }

        var isLazy = _at < pattern.Length && pattern[_at] == '?';
        _at += isLazy ? 1 : 0;
        return new PatternNode(PatternNodeKind.Repetition, term)
        {
            AtLeast = atLeast,
            AtMost = atMost,
            IsLazy = isLazy,
            FirstGroup = firstGroup,
            EndGroup = Captures + 1,
        };
    }

    private bool TryReadCount(out int atLeast, out int atMost)
    {
        (atLeast, atMost) = pattern[_at] switch
        {
            '*' => (0, PatternNode.Unbounded),
            '+' => (1, PatternNode.Unbounded),
            '?' => (0, 1),
            _ => (0, -1),
        };
        if (atMost >= 0)
        {
            _at++;
            return true;
        }

        var end = pattern[_at] == '{' ? pattern.IndexOf('}', _at) : -1;
        var bounds = end < 0 ? [] : pattern[(_at + 1)..end].Split(',');
        if (bounds.Length is not (1 or 2) || bounds[0].Length == 0 || !bounds.All(bound => bound.All(char.IsAsciiDigit)))
        {
            return false; // a brace that stands for itself
        }

        _at = end + 1;
        atLeast = Math.Min(CountOf(bounds[0]), PatternNode.Unbounded - 1);
        atMost = bounds.Length == 1 ? atLeast : bounds[1].Length == 0 ? PatternNode.Unbounded : CountOf(bounds[1]);
        return true;
    }

    /// <summary>What is larger than any text has no end.</summary>
    private static int CountOf(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : PatternNode.Unbounded;

    private PatternNode ReadEscape()
    {
        var letter = pattern[_at];
        switch (letter)
        {
            case 'b' or 'B':
                _at++;
                return new PatternNode(letter == 'b' ? PatternNodeKind.WordBoundary : PatternNodeKind.NoWordBoundary);
            case >= '1' and <= '9':
                var start = _at;
                while (_at < pattern.Length && char.IsAsciiDigit(pattern[_at]))
                {
                    _at++;
                }

                return new PatternNode(PatternNodeKind.Reference) { Group = CountOf(pattern[start.._at]) };
            case 'k':
                _at += 2;
                _ = EcmaIdentifier.TryRead(pattern, ref _at, out var name);
                var reference = new PatternNode(PatternNodeKind.Reference);
                _byName.Add((reference, name));
                return reference;
            default:
                if (TryReadSet(out var set))
                {
                    return Of(set);
                }

                var codePoint = ReadEscapedCharacter(inClass: false);
                return Of(new CodePointSet().Add(codePoint, codePoint));
        }
    }
}
