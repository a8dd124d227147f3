using System.Globalization;
using System.Text;

namespace Gateway.JsonSchema.Patterns;

/// <summary>
/// Rewrites a pattern of ECMA-262 (with the u flag, and of Annex B what is harmless) into one that means the same in
/// .NET. Where the two languages look alike and differ (\d, \w, \s, ., $, surrogates), the meaning is spelt out.
/// </summary>
internal sealed partial class EcmaTranslator(string pattern)
{
    private const string Word = "[a-zA-Z0-9_]";
    private readonly StringBuilder _output = new();
    private int _at;
    private int _depth;

    /// <summary>A group's match is asked for again.</summary>
    public bool HasReferences { get; private set; }

    /// <exception cref="FormatException">The pattern is wrong, or holds something that .NET cannot express.</exception>
    public string Translate()
    {
        while (_at < pattern.Length)
        {
            TranslateOne(pattern[_at++]);
        }

        return _depth == 0 ? _output.ToString() : throw new FormatException("a group is not closed");
    }

    private void TranslateOne(char letter)
    {
        switch (letter)
        {
            case '\\':
                TranslateEscape();
                break;
            case '[':
                Emit(ReadClass());
                break;
            case '.':
                Emit(LineEnds().Complement());
                break;
            case '$':
                _output.Append(@"\z"); // .NET's $ also stands before a final line feed
                break;
            case '(':
                OpenGroup();
                break;
            case ')':
                _depth--;
                _output.Append(_depth >= 0 ? ')' : throw new FormatException("')' closes no group"));
                break;
            case '{' when !IsQuantifier():
            case '}' or ']':
                _output.Append('\\').Append(letter);
                break;
            case '{':
                var end = pattern.IndexOf('}', _at);
                _output.Append(pattern.AsSpan(_at - 1, end - _at + 2));
                _at = end + 1;
                break;
            case '^' or '|' or '*' or '+' or '?':
                _output.Append(letter);
                break;
            default:
                _at--;
                EmitLiteral(ReadCharacter());
                break;
        }
    }

    private void OpenGroup()
    {
        _depth++;
        var rest = pattern.AsSpan(_at);
        foreach (var start in (string[])["?:", "?=", "?!", "?<=", "?<!"])
        {
            if (rest.StartsWith(start, StringComparison.Ordinal))
            {
                _output.Append('(').Append(start);
                _at += start.Length;
                return;
            }
        }

        if (!rest.StartsWith("?", StringComparison.Ordinal))
        {
            _output.Append('(');
            return;
        }

        var end = rest.IndexOf('>');
        if (!rest.StartsWith("?<", StringComparison.Ordinal) || end < 0)
        {
            throw new FormatException("only (?:, (?=, (?!, (?<=, (?<! and (?<name> may start with (?");
        }

        _output.Append('(').Append(rest[..(end + 1)]);
        _at += end + 1;
    }

    private void TranslateEscape()
    {
        if (_at >= pattern.Length)
        {
            throw new FormatException(@"it ends in '\'");
        }

        var letter = pattern[_at];
        switch (letter)
        {
            case 'b' or 'B':
                _at++;
                // .NET's \b knows letters of all scripts, ECMA-262's only ASCII.
                _output.Append(letter == 'b'
                    ? $"(?:(?<={Word})(?!{Word})|(?<!{Word})(?={Word}))"
                    : $"(?:(?<={Word})(?={Word})|(?<!{Word})(?!{Word}))");
                break;
            case >= '1' and <= '9':
                var digits = pattern[_at..].TakeWhile(char.IsAsciiDigit).Count();
                var group = pattern.Substring(_at, digits);
                _at += digits;
                Refer(group, group);
                break;
            case 'k' when pattern.AsSpan(_at).StartsWith("k<", StringComparison.Ordinal)
                && pattern.IndexOf('>', _at) is > 0 and var end:
                var name = pattern[(_at + 2)..end];
                _at = end + 1;
                Refer(name, $"k<{name}>");
                break;
            default:
                if (TryReadSet(out var set))
                {
                    Emit(set);
                }
                else
                {
                    EmitLiteral(ReadEscapedCharacter(inClass: false));
                }

                break;
        }
    }

    /// <summary>A group that has not taken part matches the empty text in ECMA-262, and nothing in .NET.</summary>
    private void Refer(string group, string reference)
    {
        if (HasMixedGroups())
        {
            throw new FormatException("named and numbered groups with references do not mix");
        }

        HasReferences = true;
        _output.Append(CultureInfo.InvariantCulture, $@"(?({group})\{reference}|)");
    }

    /// <summary>.NET numbers named groups after all others.</summary>
    private bool HasMixedGroups()
    {
        var isNamed = pattern.Contains("(?<", StringComparison.Ordinal)
            && pattern.Split("(?<").Skip(1).Any(rest => rest.Length > 0 && rest[0] is not ('=' or '!'));
        return isNamed && pattern.Split('(').Skip(1).Any(rest => rest.Length == 0 || rest[0] != '?');
    }

    private bool IsQuantifier()
    {
        var end = pattern.IndexOf('}', _at);
        var parts = end < 0 ? [] : pattern[_at..end].Split(',');
        return parts.Length is 1 or 2 && parts[0].Length > 0 && parts.All(part => part.All(char.IsAsciiDigit));
    }

    private void Emit(CodePointSet set) =>
        _output.Append(set.ToPattern(isRepeated: _at < pattern.Length && pattern[_at] == '*'));

    private void EmitLiteral(int codePoint)
    {
        if (codePoint < 0x80 && char.IsAsciiLetterOrDigit((char)codePoint))
        {
            _output.Append((char)codePoint);
        }
        else
        {
            Emit(new CodePointSet().Add(codePoint, codePoint));
        }
    }
}
