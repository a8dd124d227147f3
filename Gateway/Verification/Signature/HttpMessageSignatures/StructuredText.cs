using System.Buffers;
using System.Globalization;
using Gateway.Verification.Signature.Keys;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>
/// Reads what RFC 9421 and RFC 9530 use of structured fields (RFC 9651), in their canonical form alone (section 4.1). What is
/// written in another way is refused, so that the text received is the text that was signed, letter by letter, and nothing
/// has to be written anew. Never throws, whatever the text.
/// </summary>
internal ref struct StructuredText(ReadOnlySpan<char> text)
{
    private const int MostDigits = 15;

    private static readonly SearchValues<char> KeyChars = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.*");
    private static readonly SearchValues<char> Base64Chars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    private readonly ReadOnlySpan<char> _text = text;

    /// <summary>How much has been read.</summary>
    public int Position { get; private set; }

    public readonly bool IsAtEnd => Position == _text.Length;

    public readonly ReadOnlySpan<char> Since(int start) => _text[start..Position];

    public bool TryTake(char expected)
    {
        if (IsAtEnd || _text[Position] != expected)
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>The comma between two members of a dictionary (section 4.2.2), blanks around it optional: no label holds one.</summary>
    public bool TryTakeComma()
    {
        SkipBlanks();
        if (!TryTake(','))
        {
            return false;
        }

        SkipBlanks();
        return true;
    }

    /// <summary>Section 3.1.2.</summary>
    public bool TryTakeKey(out ReadOnlySpan<char> key)
    {
        var rest = _text[Position..];
        var length = rest.IndexOfAnyExcept(KeyChars);
        key = length < 0 ? rest : rest[..length];
        if (key.IsEmpty || key[0] is not ('*' or (>= 'a' and <= 'z')))
        {
            return false;
        }

        Position += key.Length;
        return true;
    }

    /// <summary>Section 3.3.3: visible ASCII and blanks in quotes, <c>\</c> before a quote or itself alone.</summary>
    public bool TryTakeString(out string value)
    {
        value = "";
        if (!TryTake('"'))
        {
            return false;
        }

        var start = Position;
        var hasEscape = false;
        while (!IsAtEnd && _text[Position] is >= ' ' and <= '~' and not '"')
        {
            if (_text[Position++] != '\\')
            {
                continue;
            }

            hasEscape = true;
            if (!TryTake('"') && !TryTake('\\'))
            {
                return false;
            }
        }

        var written = Since(start);
        if (!TryTake('"'))
        {
            return false;
        }

        value = hasEscape ? Unescape(written) : written.ToString();
        return true;
    }

    /// <summary>Section 3.3.1: a whole number, without a leading zero or plus.</summary>
    public bool TryTakeInteger(out long number)
    {
        number = 0;
        var start = Position;
        _ = TryTake('-');
        var digits = Position;
        while (!IsAtEnd && char.IsAsciiDigit(_text[Position]))
        {
            Position++;
        }

        var length = Position - digits;
        return length is > 0 and <= MostDigits
            && (_text[digits] != '0' || Since(start) is "0")
            && long.TryParse(Since(start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Section 3.3.5: base64 between colons, padded, every bit of it said.</summary>
    public bool TryTakeBytes(scoped Span<byte> bytes, out int length)
    {
        length = 0;
        if (!TryTake(':'))
        {
            return false;
        }

        var start = Position;
        var end = _text[start..].IndexOfAnyExcept(Base64Chars);
        Position = end < 0 ? _text.Length : start + end;
        return SignatureText.TryRead(Since(start), SignatureEncoding.Base64, bytes, out length) && TryTake(':');
    }

    private void SkipBlanks()
    {
        while (!IsAtEnd && _text[Position] is (' ' or '\t'))
        {
            Position++;
        }
    }

    private static string Unescape(ReadOnlySpan<char> written)
    {
        var text = new char[written.Length];
        var length = 0;
        for (var i = 0; i < written.Length; i++)
        {
            i += written[i] == '\\' ? 1 : 0;
            text[length++] = written[i];
        }

        return new string(text, 0, length);
    }
}
