using System.Globalization;
using System.Text;

namespace Gateway.Cli.Explaining.Sources;

/// <summary>
/// Takes a command line apart as a POSIX shell does, with <c>$'…'</c> as bash has it. Nothing is expanded: what a shell would look up
/// is refused.
/// </summary>
internal sealed class ShellText
{
    private readonly byte[] _text;
    private int _next;

    private ShellText(byte[] text) => _text = text;

    /// <summary>The words, as bytes; null and what is wrong.</summary>
    public static List<byte[]>? Split(byte[] text, out string problem)
    {
        var shell = new ShellText(text);
        var words = new List<byte[]>();
        try
        {
            while (shell.Word() is { } word)
            {
                words.Add(word);
            }
        }
        catch (FormatException exception)
        {
            problem = exception.Message;
            return null;
        }

        problem = "";
        return words;
    }

    private bool IsAtEnd => _next >= _text.Length;

    private byte[]? Word()
    {
        SkipBlanks();
        if (IsAtEnd)
        {
            return null;
        }

        var word = new List<byte>();
        while (!IsAtEnd && _text[_next] is not ((byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r'))
        {
            var character = _text[_next++];
            switch (character)
            {
                case (byte)'\'':
                    TakeQuoted(word);
                    break;
                case (byte)'"':
                    TakeDoubleQuoted(word);
                    break;
                case (byte)'$' when !IsAtEnd && _text[_next] == '\'':
                    _next++;
                    TakeAnsi(word);
                    break;
                case (byte)'\\' when !IsAtEnd:
                    TakeEscaped(word);
                    break;
                case (byte)'$' or (byte)'`' or (byte)'|' or (byte)'<' or (byte)'>' or (byte)';':
                    throw new FormatException($"holds '{(char)character}' outside quotes, which a shell would carry out; give the command as it was copied.");
                default:
                    word.Add(character);
                    break;
            }
        }

        return [.. word];
    }

    /// <summary>Blanks, and lines that go on.</summary>
    private void SkipBlanks()
    {
        while (!IsAtEnd)
        {
            if (_text[_next] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
            {
                _next++;
            }
            else if (_text[_next] == '\\' && _text.AsSpan(_next + 1).StartsWith("\n"u8))
            {
                _next += 2;
            }
            else if (_text[_next] == '\\' && _text.AsSpan(_next + 1).StartsWith("\r\n"u8))
            {
                _next += 3;
            }
            else
            {
                return;
            }
        }
    }

    private void TakeEscaped(List<byte> word)
    {
        if (_text.AsSpan(_next).StartsWith("\r\n"u8))
        {
            _next += 2;
        }
        else if (_text[_next] == '\n')
        {
            _next++;
        }
        else
        {
            word.Add(_text[_next++]);
        }
    }

    private void TakeQuoted(List<byte> word)
    {
        while (Take() is var character && character != '\'')
        {
            word.Add(character);
        }
    }

    private void TakeDoubleQuoted(List<byte> word)
    {
        while (Take() is var character && character != '"')
        {
            if (character == '\\' && !IsAtEnd && _text[_next] is (byte)'"' or (byte)'\\' or (byte)'$' or (byte)'`')
            {
                word.Add(_text[_next++]);
            }
            else if (character == '\\' && !IsAtEnd && _text[_next] == '\n')
            {
                _next++;
            }
            else if (character is (byte)'`' or (byte)'$' && !IsAtEnd && _text[_next] is not ((byte)' ' or (byte)'"'))
            {
                throw new FormatException("holds an expansion within double quotes; give the command as it was copied.");
            }
            else
            {
                word.Add(character);
            }
        }
    }

    /// <summary>Bash's manual, section 3.1.2.4.</summary>
    private void TakeAnsi(List<byte> word)
    {
        while (Take() is var character && character != '\'')
        {
            if (character != '\\')
            {
                word.Add(character);
                continue;
            }

            var escape = Take();
            switch (escape)
            {
                case (byte)'a': word.Add(7); break;
                case (byte)'b': word.Add(8); break;
                case (byte)'e' or (byte)'E': word.Add(27); break;
                case (byte)'f': word.Add(12); break;
                case (byte)'n': word.Add(10); break;
                case (byte)'r': word.Add(13); break;
                case (byte)'t': word.Add(9); break;
                case (byte)'v': word.Add(11); break;
                case (byte)'\\' or (byte)'\'' or (byte)'"' or (byte)'?': word.Add(escape); break;
                case (byte)'x': word.Add((byte)Number(16, 2)); break;
                case (byte)'u': word.AddRange(Character(4)); break;
                case (byte)'U': word.AddRange(Character(8)); break;
                case >= (byte)'0' and <= (byte)'7':
                    _next--;
                    word.Add((byte)Number(8, 3));
                    break;
                default:
                    word.Add((byte)'\\');
                    word.Add(escape);
                    break;
            }
        }
    }

    /// <summary>Chromium writes what is outside the first plane as two of UTF-16.</summary>
    private byte[] Character(int digits)
    {
        var first = Number(16, digits);
        if (first is >= 0xD800 and < 0xDC00 && _text.AsSpan(_next).StartsWith("\\u"u8))
        {
            _next += 2;
            var second = Number(16, digits);
            return Encoding.UTF8.GetBytes([(char)first, (char)second]);
        }

        return Rune.IsValid(first) ? Encoding.UTF8.GetBytes(new Rune(first).ToString()) : throw new FormatException("holds \\u and no character.");
    }

    private int Number(int radix, int most)
    {
        var start = _next;
        while (!IsAtEnd && _next - start < most && IsDigit(_text[_next], radix))
        {
            _next++;
        }

        var digits = Encoding.ASCII.GetString(_text, start, _next - start);
        if (digits.Length == 0)
        {
            throw new FormatException("holds an escape without its digits.");
        }

        return radix == 16 ? int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : Convert.ToInt32(digits, radix);
    }

    private static bool IsDigit(byte character, int radix) => radix == 16 ? char.IsAsciiHexDigit((char)character) : character is >= (byte)'0' and <= (byte)'7';

    private byte Take() => IsAtEnd ? throw new FormatException("ends within quotes.") : _text[_next++];
}
