namespace Gateway.JsonSchema.Patterns;

// Escapes, and classes of characters.
internal ref partial struct EcmaGrammar
{
    /// <summary>A set of characters, where one character's number might be asked for.</summary>
    private const int Set = -1;

    private bool ReadEscape()
    {
        if (_at >= _pattern.Length)
        {
            return Fail(@"it ends in '\'");
        }

        switch (_pattern[_at])
        {
            case 'b' or 'B':
                _at++;
                return Passes(EcmaTerm.None);
            case >= '1' and <= '9':
                _ = TryReadNumber(ref _at, out var number);
                var group = (int)Math.Min(number, int.MaxValue);
                _highest = Math.Max(_highest, group);
                return Passes(EcmaTerm.Atom);
            case 'k':
                return ReadNamedReference();
            default:
                return TryReadMember(inClass: false, out _) && Passes(EcmaTerm.Atom);
        }
    }

    private bool ReadNamedReference()
    {
        _at += 2;
        if (_at > _pattern.Length || _pattern[_at - 1] != '<' || !EcmaIdentifier.TryRead(_pattern, ref _at, out var name))
        {
            return Fail(@"\k needs the name of a group in angle brackets");
        }

        (_referred ??= []).Add(name);
        return Passes(EcmaTerm.Atom);
    }

    /// <summary>A class, of which the opening bracket is read.</summary>
    private bool ReadClass()
    {
        _at += _at < _pattern.Length && _pattern[_at] == '^' ? 1 : 0;
        while (_at < _pattern.Length)
        {
            if (_pattern[_at] == ']')
            {
                _at++;
                return true;
            }

            if (!TryReadClassMember(out var first))
            {
                return false;
            }

            if (_at + 1 >= _pattern.Length || _pattern[_at] != '-' || _pattern[_at + 1] == ']')
            {
                continue;
            }

            _at++;
            if (!TryReadClassMember(out var last))
            {
                return false;
            }

            var isRange = first != Set && last != Set;
            if (isRange ? last < first : !isLoose)
            {
                return Fail("a range in a class is the wrong way round, or has a set at its end");
            }
        }

        return Fail("a class is not closed");
    }

    private bool TryReadClassMember(out int codePoint)
    {
        if (_pattern[_at] == '\\')
        {
            _at++;
            return TryReadMember(inClass: true, out codePoint);
        }

        var isPair = _at + 1 < _pattern.Length && char.IsSurrogatePair(_pattern[_at], _pattern[_at + 1]);
        codePoint = isPair ? char.ConvertToUtf32(_pattern[_at], _pattern[_at + 1]) : _pattern[_at];
        _at += isPair ? 2 : 1;
        return true;
    }

    /// <summary>A character or a set of them, of which the backslash is read.</summary>
    private bool TryReadMember(bool inClass, out int codePoint)
    {
        codePoint = Set;
        if (_at >= _pattern.Length)
        {
            return Fail(@"it ends in '\'");
        }

        var letter = _pattern[_at++];
        codePoint = letter;
        switch (letter)
        {
            case 'd' or 'D' or 'w' or 'W' or 's' or 'S':
                codePoint = Set;
                return true;
            case 'p' or 'P':
                codePoint = Set;
                return ReadProperty();
            case 't' or 'n' or 'v' or 'f' or 'r':
                codePoint = letter switch { 't' => 9, 'n' => 10, 'v' => 11, 'f' => 12, _ => 13 };
                return true;
            case 'b' when inClass:
                codePoint = 8;
                return true;
            case '0' when _at >= _pattern.Length || !char.IsAsciiDigit(_pattern[_at]):
                codePoint = 0;
                return true;
            case 'c' when _at < _pattern.Length && char.IsAsciiLetter(_pattern[_at]):
                codePoint = _pattern[_at++] & 31;
                return true;
            case 'x':
                return EcmaEscape.TryReadHex(_pattern, ref _at, 2, out codePoint)
                    || Fail(@"\x needs two hexadecimal digits");
            case 'u':
                return EcmaEscape.TryReadUnicode(_pattern, ref _at, out codePoint)
                    || Fail(@"\u needs four hexadecimal digits, or a code point in braces");
            default:
                return IsEscapable(letter, inClass) || Fail("an escape means nothing in ECMA-262");
        }
    }

    private readonly bool IsEscapable(char letter, bool inClass) =>
        @"^$\.*+?()[]{}|/".Contains(letter, StringComparison.Ordinal)
        || (inClass && letter == '-')
        || (isLoose && char.IsAscii(letter) && !char.IsAsciiLetterOrDigit(letter));

    private bool ReadProperty()
    {
        const int LongestName = 80;
        var rest = _pattern[_at..];
        rest = rest[..Math.Min(rest.Length, LongestName)];
        var end = rest.IndexOf('}');
        if (end < 1 || rest[0] != '{')
        {
            return Fail(@"\p needs a property in braces");
        }

        _at += end + 1;
        return UnicodeProperties.IsKnown(rest[1..end]) || Fail(@"\p names no property of ECMA-262");
    }
}
