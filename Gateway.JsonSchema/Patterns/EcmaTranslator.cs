using System.Globalization;
using System.Text;

namespace Gateway.JsonSchema.Patterns;

/// <summary>
/// Rewrites a pattern of ECMA-262 (with the u flag, and of Annex B what is harmless) into one that means the same in
/// .NET. Where the two languages look alike and differ (\d, \w, \s, ., $, surrogates), the meaning is spelt out.
/// </summary>
/// <param name="pattern">A pattern that the grammar has passed.</param>
/// <param name="groups">Its groups, resolved.</param>
internal sealed partial class EcmaTranslator(string pattern, EcmaGroups groups)
{
    private const string Word = "[a-zA-Z0-9_]";
    private readonly StringBuilder _output = new();
    private int _at;
    private int _captures;

    /// <exception cref="FormatException">The pattern holds something that .NET cannot express.</exception>
    public string Translate()
    {
        while (_at < pattern.Length)
        {
            TranslateOne(pattern[_at++]);
        }

        return _output.ToString();
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
            case '{' when !IsQuantifier():
            case '}' or ']':
                _output.Append('\\').Append(letter);
                break;
            case '{':
                var end = pattern.IndexOf('}', _at);
                _output.Append(pattern.AsSpan(_at - 1, end - _at + 2));
                _at = end + 1;
                break;
            case '^' or '|' or ')' or '*' or '+' or '?':
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

        if (rest.StartsWith("?<", StringComparison.Ordinal))
        {
            _at = pattern.IndexOf('>', _at) + 1;
        }

        // .NET numbers named groups after all others and takes names that ECMA-262 does not: each gets one of ours.
        _captures++;
        _output.Append(groups.IsReferred(_captures) ? $"(?<{NameOf(_captures)}>" : "(?:");
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
                var start = _at;
                while (_at < pattern.Length && char.IsAsciiDigit(pattern[_at]))
                {
                    _at++;
                }

                Refer(int.Parse(pattern.AsSpan(start, _at - start), CultureInfo.InvariantCulture));
                break;
            case 'k':
                _at += 2;
                _ = EcmaIdentifier.TryRead(pattern, ref _at, out var name);
                Refer(groups.NumberOf(name));
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
    private void Refer(int group) =>
        _output.Append(CultureInfo.InvariantCulture, $@"(?({NameOf(group)})\k<{NameOf(group)}>|)");

    private static string NameOf(int group) => string.Create(CultureInfo.InvariantCulture, $"g{group}");

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
