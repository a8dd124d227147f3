using System.Globalization;
using System.Text;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>
/// Reads a structured field as RFC 9651, section 4.2, has it read, and writes what it reads anew. Stricter in one thing: a name that stands twice is refused,
/// for nobody signs which of two was meant. Never throws, whatever the text.
/// </summary>
internal ref struct StructuredReader(ReadOnlySpan<char> text)
{
    /// <summary>Of a list or a dictionary; the sender is not proven yet.</summary>
    private const int MostMembers = 64;

    private const int MostDigits = 15;
    private const int MostDigitsBeforePoint = 12;
    private const int MostDigitsBehindPoint = 3;

    private readonly ReadOnlySpan<char> _text = text.Trim(' ');
    private int _at;

    private readonly bool IsAtEnd => _at == _text.Length;

    /// <summary>The members, each value written anew, <c>?1</c> for one without any; null for what is no dictionary.</summary>
    public List<(string Key, string Value)>? TakeDictionary()
    {
        var members = new List<(string Key, string Value)>();
        do
        {
            var value = new StringBuilder();
            if (members.Count == MostMembers || !TryTakeKey(out var key) || members.Exists(member => member.Key == key))
            {
                return null;
            }

            if (!(TryTake('=') ? TryTakeMember(value) : TryTakeParameters(value.Append("?1"))))
            {
                return null;
            }

            members.Add((key, value.ToString()));
        }
        while (TryTakeComma());

        return IsAtEnd ? members : null;
    }

    public bool TryTakeList(StringBuilder written)
    {
        var count = 0;
        do
        {
            written.Append(count == 0 ? "" : ", ");
            if (count++ == MostMembers || !TryTakeMember(written))
            {
                return false;
            }
        }
        while (TryTakeComma());

        return IsAtEnd;
    }

    public bool TryTakeItemAlone(StringBuilder written) => TryTakeItem(written) && IsAtEnd;

    private bool TryTakeMember(StringBuilder written) => !IsAtEnd && _text[_at] == '(' ? TryTakeInnerList(written) : TryTakeItem(written);

    private bool TryTakeInnerList(StringBuilder written)
    {
        _at++;
        written.Append('(');
        for (var count = 0; ; count++)
        {
            SkipSpaces();
            if (TryTake(')'))
            {
                return TryTakeParameters(written.Append(')'));
            }

            written.Append(count == 0 ? "" : " ");
            if (count == MostMembers || !TryTakeItem(written) || IsAtEnd || _text[_at] is not (' ' or ')'))
            {
                return false;
            }
        }
    }

    private bool TryTakeItem(StringBuilder written) => TryTakeBare(written) && TryTakeParameters(written);

    private bool TryTakeParameters(StringBuilder written)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (TryTake(';'))
        {
            SkipSpaces();
            if (keys.Count == MostMembers || !TryTakeKey(out var key) || !keys.Add(key))
            {
                return false;
            }

            written.Append(';').Append(key);
            if (TryTake('='))
            {
                var value = new StringBuilder();
                if (!TryTakeBare(value))
                {
                    return false;
                }

                written.Append(value.Equals("?1") ? "" : "=").Append(value.Equals("?1") ? "" : value.ToString());
            }
        }

        return true;
    }

    private bool TryTakeBare(StringBuilder written)
    {
        if (IsAtEnd)
        {
            return false;
        }

        switch (_text[_at])
        {
            case '"':
                return TryTakeString(written);
            case ':':
                return TryTakeBytes(written);
            case '?' when _at + 1 < _text.Length && _text[_at + 1] is ('0' or '1'):
                written.Append(_text.Slice(_at, 2));
                _at += 2;
                return true;
            case '@':
                _at++;
                return TryTakeNumber(written.Append('@'), isInteger: true);
            case '-' or (>= '0' and <= '9'):
                return TryTakeNumber(written, isInteger: false);
            case '*' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z'):
                return TryTakeToken(written);
            default:
                return false;
        }
    }

    private bool TryTakeString(StringBuilder written)
    {
        var start = _at++;
        while (!IsAtEnd && _text[_at] is >= ' ' and <= '~' and not '"')
        {
            if (_text[_at++] == '\\' && (IsAtEnd || _text[_at++] is not ('"' or '\\')))
            {
                return false;
            }
        }

        if (!TryTake('"'))
        {
            return false;
        }

        written.Append(_text[start.._at]);
        return true;
    }

    private bool TryTakeBytes(StringBuilder written)
    {
        var rest = _text[(_at + 1)..];
        var end = rest.IndexOf(':');
        var bytes = new byte[Math.Max(0, end)];
        if (end < 0 || !Convert.TryFromBase64Chars(rest[..end], bytes, out var length) || rest[..end].ContainsAny(" \t"))
        {
            return false;
        }

        _at += end + 2;
        written.Append(':').Append(Convert.ToBase64String(bytes, 0, length)).Append(':');
        return true;
    }

    private bool TryTakeNumber(StringBuilder written, bool isInteger)
    {
        var start = _at;
        _ = TryTake('-');
        var whole = TakeDigits();
        if (whole is 0 or > MostDigits)
        {
            return false;
        }

        if (isInteger || !TryTake('.'))
        {
            written.Append(long.Parse(_text[start.._at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture));
            return true;
        }

        var behind = TakeDigits();
        if (whole > MostDigitsBeforePoint || behind is 0 or > MostDigitsBehindPoint)
        {
            return false;
        }

        var number = decimal.Parse(_text[start.._at], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        written.Append(number.ToString("0.0##", CultureInfo.InvariantCulture));
        return true;
    }

    private int TakeDigits()
    {
        var start = _at;
        while (!IsAtEnd && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }

        return _at - start;
    }

    private bool TryTakeToken(StringBuilder written)
    {
        var start = _at++;
        while (!IsAtEnd && (char.IsAsciiLetterOrDigit(_text[_at]) || "!#$%&'*+-.^_`|~:/".Contains(_text[_at], StringComparison.Ordinal)))
        {
            _at++;
        }

        written.Append(_text[start.._at]);
        return true;
    }

    private bool TryTakeKey(out string key)
    {
        var start = _at;
        while (!IsAtEnd && (_text[_at] is (>= 'a' and <= 'z') or '*' || (_at > start && _text[_at] is (>= '0' and <= '9') or '_' or '-' or '.')))
        {
            _at++;
        }

        key = _text[start.._at].ToString();
        return key.Length > 0;
    }

    /// <summary>Between two members (section 4.2.1): blanks and tabs around it, and never at the end.</summary>
    private bool TryTakeComma()
    {
        SkipBlanks();
        if (!TryTake(','))
        {
            return false;
        }

        SkipBlanks();
        return !IsAtEnd || SetBehind();
    }

    /// <summary>A comma that nothing follows: what was read is no list.</summary>
    private bool SetBehind()
    {
        _at--;
        return false;
    }

    private void SkipBlanks()
    {
        while (!IsAtEnd && _text[_at] is (' ' or '\t'))
        {
            _at++;
        }
    }

    private void SkipSpaces()
    {
        while (!IsAtEnd && _text[_at] == ' ')
        {
            _at++;
        }
    }

    private bool TryTake(char expected)
    {
        if (IsAtEnd || _text[_at] != expected)
        {
            return false;
        }

        _at++;
        return true;
    }
}
