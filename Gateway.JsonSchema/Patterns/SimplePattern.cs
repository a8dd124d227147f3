using System.Globalization;
using System.Runtime.InteropServices;

namespace Gateway.JsonSchema.Patterns;

/// <summary>
/// The patterns that identifiers and prefixes are mostly given by, such as <c>^evt_[A-Za-z0-9]+$</c>: a row of ASCII
/// classes from the start on, each with a count. They are matched on the bytes, many times faster than by an automaton.
/// </summary>
internal sealed class SimplePattern
{
    private readonly Step[] _steps;
    private readonly bool _toEnd;

    private SimplePattern(Step[] steps, bool toEnd) => (_steps, _toEnd) = (steps, toEnd);

    /// <summary>The pattern as such a row, or null when it is anything else.</summary>
    public static SimplePattern? TryCreate(string pattern)
    {
        if (pattern is not ['^', ..])
        {
            return null;
        }

        var steps = new List<Step>();
        var rest = pattern.AsSpan(1);
        while (rest.Length > 0 && rest is not "$")
        {
            if (!TryReadSet(ref rest, out var set) || !TryReadCount(ref rest, out var atLeast, out var atMost))
            {
                return null;
            }

            steps.Add(new(set, atLeast, atMost));
        }

        // Taking as much as possible is right only where nothing that follows could want any of it.
        for (var i = 0; i + 1 < steps.Count; i++)
        {
            for (var next = i + 1; steps[i].AtLeast != steps[i].AtMost && next < steps.Count; next++)
            {
                if (steps[i].Set.Overlaps(steps[next].Set))
                {
                    return null;
                }

                if (steps[next].AtLeast > 0)
                {
                    break;
                }
            }
        }

        return new([.. steps], toEnd: rest.Length > 0);
    }

    public bool IsMatch(ReadOnlySpan<byte> text)
    {
        foreach (ref readonly var step in _steps.AsSpan())
        {
            var most = Math.Min(step.AtMost, text.Length);
            var count = 0;
            while (count < most && step.Set.Contains(text[count]))
            {
                count++;
            }

            if (count < step.AtLeast)
            {
                return false;
            }

            text = text[count..];
        }

        return !_toEnd || text.IsEmpty;
    }

    private static bool TryReadSet(ref ReadOnlySpan<char> rest, out AsciiSet set)
    {
        set = default;
        if (rest[0] != '[')
        {
            return TryReadMember(ref rest, ref set, inClass: false);
        }

        rest = rest[1..];
        while (rest.Length > 0 && rest[0] != ']')
        {
            if (rest.Length > 2 && rest[1] == '-'
                && char.IsAsciiLetterOrDigit(rest[0]) && char.IsAsciiLetterOrDigit(rest[2]))
            {
                if (rest[0] > rest[2])
                {
                    return false;
                }

                set.Add(rest[0], rest[2]);
                rest = rest[3..];
            }
            else if (!TryReadMember(ref rest, ref set, inClass: true))
            {
                return false;
            }
        }

        if (rest.IsEmpty)
        {
            return false;
        }

        rest = rest[1..];
        return true;
    }

    private static bool TryReadMember(ref ReadOnlySpan<char> rest, ref AsciiSet set, bool inClass)
    {
        var letter = rest[0];
        var length = 1;
        if (letter == '\\')
        {
            length = 2;
            letter = rest.Length > 1 ? rest[1] : 'x';
            if (letter is 'd' or 'w')
            {
                set.Add('0', '9');
                if (letter == 'w')
                {
                    set.Add('A', 'Z');
                    set.Add('a', 'z');
                    set.Add('_', '_');
                }

                rest = rest[2..];
                return true;
            }

            if (!char.IsAscii(letter) || char.IsAsciiLetterOrDigit(letter) || char.IsControl(letter))
            {
                return false;
            }
        }
        else if (!IsPlain(letter, inClass, isLast: rest.Length > 1 && rest[1] == ']'))
        {
            return false; // means something else, or may
        }

        set.Add(letter, letter);
        rest = rest[length..];
        return true;
    }

    /// <summary>
    /// Whether a character stands for itself; of those that depend on the place only the clear cases.
    /// </summary>
    private static bool IsPlain(char letter, bool inClass, bool isLast) => letter switch
    {
        '-' => !inClass || isLast,
        '.' or '+' or '*' or '?' or '(' or ')' => inClass,
        _ => char.IsAsciiLetterOrDigit(letter) || "_:/@%#=,;!~&<>\"' ".Contains(letter, StringComparison.Ordinal),
    };

    private static bool TryReadCount(ref ReadOnlySpan<char> rest, out int atLeast, out int atMost)
    {
        (atLeast, atMost) = rest switch
        {
            ['*', ..] => (0, int.MaxValue),
            ['+', ..] => (1, int.MaxValue),
            ['?', ..] => (0, 1),
            _ => (1, 1),
        };
        if (rest is ['*' or '+' or '?', ..])
        {
            rest = rest[1..];
        }
        else if (rest is ['{', ..])
        {
            var end = rest.IndexOf('}');
            if (end < 0 || !TryReadBounds(rest[1..end], out atLeast, out atMost))
            {
                return false;
            }

            rest = rest[(end + 1)..];
        }

        return rest is not ['*' or '+' or '?' or '{', ..]; // lazy, or wrong
    }

    private static bool TryReadBounds(ReadOnlySpan<char> text, out int atLeast, out int atMost)
    {
        var comma = text.IndexOf(',');
        var isRead = TryReadNumber(comma < 0 ? text : text[..comma], out atLeast);
        atMost = atLeast;
        if (comma >= 0)
        {
            var upper = text[(comma + 1)..];
            atMost = int.MaxValue;
            isRead &= upper.IsEmpty || TryReadNumber(upper, out atMost);
        }

        return isRead && atLeast <= atMost;
    }

    private static bool TryReadNumber(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Step(AsciiSet Set, int AtLeast, int AtMost);
}
