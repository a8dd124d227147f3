namespace Gateway.JsonSchema.Patterns;

// Characters, their escapes, and classes of them.
internal sealed partial class EcmaParser
{
    private static CodePointSet LineEnds() =>
        new CodePointSet().Add('\n', '\n').Add('\r', '\r').Add(0x2028, 0x2029);

    private static CodePointSet WhiteSpace() =>
        new CodePointSet().Add('\t', '\r').Add(' ', ' ').Add(0xA0, 0xA0).Add(0x1680, 0x1680).Add(0x2000, 0x200A)
            .Add(0x2028, 0x2029).Add(0x202F, 0x202F).Add(0x205F, 0x205F).Add(0x3000, 0x3000).Add(0xFEFF, 0xFEFF);

    private static CodePointSet WordLetters() =>
        new CodePointSet().Add('a', 'z').Add('A', 'Z').Add('0', '9').Add('_', '_');

    /// <summary>A class, of which the opening bracket is read.</summary>
    private CodePointSet ReadClass()
    {
        var set = new CodePointSet();
        var isNegated = _at < pattern.Length && pattern[_at] == '^';
        _at += isNegated ? 1 : 0;
        while (true)
        {
            if (_at >= pattern.Length)
            {
                throw new FormatException("a class is not closed");
            }

            if (pattern[_at] == ']')
            {
                _at++;
                return isNegated ? set.Complement() : set;
            }

            if (TryReadClassSet(out var member))
            {
                set.Add(member);
                ReadAfterSet(set);
                continue;
            }

            var first = ReadClassCharacter();
            var last = first;
            if (_at + 1 < pattern.Length && pattern[_at] == '-' && pattern[_at + 1] != ']')
            {
                var dash = _at++;
                if (TryReadClassSet(out member))
                {
                    set.Add('-', '-').Add(member); // Annex B: [a-\d] is no range
                }
                else
                {
                    last = ReadClassCharacter();
                }

                if (last < first)
                {
                    throw new FormatException($"the range at {dash - 1} is the wrong way round");
                }
            }

            set.Add(first, last);
        }
    }

    /// <summary>Annex B: a hyphen behind a set starts no range, and what follows it stands for itself.</summary>
    private void ReadAfterSet(CodePointSet set)
    {
        if (_at + 1 >= pattern.Length || pattern[_at] != '-' || pattern[_at + 1] == ']')
        {
            return;
        }

        _at++;
        set.Add('-', '-');
        if (TryReadClassSet(out var member))
        {
            set.Add(member);
            return;
        }

        var single = ReadClassCharacter();
        set.Add(single, single);
    }

    private bool TryReadClassSet(out CodePointSet set)
    {
        set = new CodePointSet();
        if (_at + 1 >= pattern.Length || pattern[_at] != '\\')
        {
            return false;
        }

        _at++;
        if (TryReadSet(out set))
        {
            return true;
        }

        _at--;
        return false;
    }

    private int ReadClassCharacter()
    {
        if (pattern[_at] != '\\')
        {
            return ReadCharacter();
        }

        _at++;
        return _at < pattern.Length
            ? ReadEscapedCharacter(inClass: true)
            : throw new FormatException(@"it ends in '\'");
    }

    private int ReadCharacter()
    {
        var isPair = _at + 1 < pattern.Length && char.IsSurrogatePair(pattern[_at], pattern[_at + 1]);
        var codePoint = isPair ? char.ConvertToUtf32(pattern[_at], pattern[_at + 1]) : pattern[_at];
        _at += isPair ? 2 : 1;
        return codePoint;
    }

    /// <summary>What stands for a set of characters after a backslash.</summary>
    private bool TryReadSet(out CodePointSet set)
    {
        var letter = pattern[_at];
        set = letter switch
        {
            'd' or 'D' => new CodePointSet().Add('0', '9'),
            'w' or 'W' => WordLetters(),
            's' or 'S' => WhiteSpace(),
            'p' or 'P' => ReadProperty(),
            _ => new CodePointSet(),
        };
        if (letter is not ('d' or 'D' or 'w' or 'W' or 's' or 'S' or 'p' or 'P'))
        {
            return false;
        }

        _at++;
        set = char.IsUpper(letter) ? set.Complement() : set;
        return true;
    }

    private CodePointSet ReadProperty()
    {
        var end = pattern.IndexOf('}', _at);
        var name = pattern[(_at + 2)..end];
        _at = end; // the caller steps over one more
        return UnicodeProperties.Find(name) ?? throw new FormatException(
            $@"\p{{{name}}} is not supported: general categories, Any, Assigned, ASCII, ASCII_Hex_Digit and White_Space are");
    }

    private int ReadEscapedCharacter(bool inClass)
    {
        var letter = pattern[_at++];
        switch (letter)
        {
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'v':
                return '\v';
            case 'f':
                return '\f';
            case 'r':
                return '\r';
            case 'b' when inClass:
                return '\b';
            case '0' when _at >= pattern.Length || !char.IsAsciiDigit(pattern[_at]):
                return 0;
            case 'c' when _at < pattern.Length && char.IsAsciiLetter(pattern[_at]):
                return pattern[_at++] & 31;
            case 'x':
                return ReadHex(2);
            case 'u':
                return ReadUnicode();
            default:
                if (char.IsAsciiLetterOrDigit(letter) || !char.IsAscii(letter))
                {
                    throw new FormatException($@"\{letter} means nothing in ECMA-262");
                }

                return letter;
        }
    }

    private int ReadUnicode() =>
        EcmaEscape.TryReadUnicode(pattern, ref _at, out var codePoint)
            ? codePoint
            : throw new FormatException(@"\u needs a code point");

    private int ReadHex(int digits) =>
        EcmaEscape.TryReadHex(pattern, ref _at, digits, out var value)
            ? value
            : throw new FormatException($"{digits} hexadecimal digits are missing at {_at}");
}
