using System.Buffers;
using System.Text;

namespace Gateway.JsonSchema.Patterns;

/// <summary>URIs (RFC 3986), IRIs (RFC 3987) and URI templates (RFC 6570), by their grammar.</summary>
internal static class UriFormats
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private const string SubDelimiters = "!$&'()*+,;=";
    private static readonly SearchValues<char> PathLetters = SearchValues.Create($"{Unreserved}{SubDelimiters}:@/%");
    private static readonly SearchValues<char> QueryLetters = SearchValues.Create($"{Unreserved}{SubDelimiters}:@/?%");
    private static readonly SearchValues<char> UserLetters = SearchValues.Create($"{Unreserved}{SubDelimiters}:%");
    private static readonly SearchValues<char> HostLetters = SearchValues.Create($"{Unreserved}{SubDelimiters}%");
    private static readonly SearchValues<char> SchemeLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef");
    private static readonly SearchValues<char> AddressLetters = SearchValues.Create($"{Unreserved}{SubDelimiters}:");

    /// <summary>RFC 6570 section 2.1, with the apostrophe that its erratum 6937 lets in.</summary>
    private static readonly SearchValues<char> LiteralLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'()*+,-./:;=?@[]_~");
    private static readonly SearchValues<char> VariableLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.%");

    /// <summary>A reference with a scheme.</summary>
    public static bool IsUri(ReadOnlySpan<char> text, bool isInternational)
    {
        var colon = text.IndexOf(':');
        return colon > 0 && IsScheme(text[..colon]) && IsAfterScheme(text[(colon + 1)..], isInternational);
    }

    public static bool IsReference(ReadOnlySpan<char> text, bool isInternational)
    {
        if (IsUri(text, isInternational))
        {
            return true;
        }

        // RFC 3986 section 4.2: the first segment of a relative path holds no colon, else it would be a scheme.
        var colon = text.IndexOf(':');
        var end = text.IndexOfAny('/', '?', '#');
        return (colon < 0 || (end >= 0 && end < colon)) && IsAfterScheme(text, isInternational);
    }

    public static bool IsTemplate(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var open = text.IndexOf('{');
            var literal = open < 0 ? text : text[..open];
            if (!HasOnly(literal, LiteralLetters, isInternational: true, allowsPrivate: true))
            {
                return false;
            }

            if (open < 0)
            {
                return true;
            }

            var close = text.IndexOf('}');
            if (close < open || !IsExpression(text[(open + 1)..close]))
            {
                return false;
            }

            text = text[(close + 1)..];
        }
    }

    private static bool IsScheme(ReadOnlySpan<char> text) =>
        char.IsAsciiLetter(text[0])
        && !text.ContainsAnyExcept(SchemeLetters);

    private static bool IsAfterScheme(ReadOnlySpan<char> text, bool isInternational)
    {
        var mark = text.IndexOf('#');
        if (mark >= 0)
        {
            if (!HasOnly(text[(mark + 1)..], QueryLetters, isInternational))
            {
                return false;
            }

            text = text[..mark];
        }

        var question = text.IndexOf('?');
        if (question >= 0)
        {
            if (!HasOnly(text[(question + 1)..], QueryLetters, isInternational, allowsPrivate: true))
            {
                return false;
            }

            text = text[..question];
        }

        if (text.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = text[2..].IndexOf('/');
            var authority = slash < 0 ? text[2..] : text.Slice(2, slash);
            if (!IsAuthority(authority, isInternational))
            {
                return false;
            }

            text = text[(2 + authority.Length)..];
        }

        return HasOnly(text, PathLetters, isInternational);
    }

    private static bool IsAuthority(ReadOnlySpan<char> text, bool isInternational)
    {
        var at = text.LastIndexOf('@');
        if (at >= 0 && !HasOnly(text[..at], UserLetters, isInternational))
        {
            return false;
        }

        text = text[(at + 1)..];
        if (text.StartsWith("[", StringComparison.Ordinal))
        {
            var close = text.IndexOf(']');
            return close > 0 && IsAddress(text[1..close])
                && (close + 1 == text.Length || (text[close + 1] == ':' && AreDigits(text[(close + 2)..])));
        }

        var colon = text.IndexOf(':');
        return (colon < 0 || AreDigits(text[(colon + 1)..]))
            && HasOnly(colon < 0 ? text : text[..colon], HostLetters, isInternational);
    }

    private static bool IsAddress(ReadOnlySpan<char> text) =>
        text.StartsWith("v", StringComparison.OrdinalIgnoreCase) ? IsFutureAddress(text[1..]) : HostFormats.IsIPv6(text);

    /// <summary>RFC 3986 section 3.2.2, IPvFuture; RFC 3987 changes nothing here.</summary>
    private static bool IsFutureAddress(ReadOnlySpan<char> text)
    {
        var dot = text.IndexOf('.');
        return dot > 0 && !text[..dot].ContainsAnyExcept(HexDigits)
            && dot + 1 < text.Length && !text[(dot + 1)..].ContainsAnyExcept(AddressLetters);
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool HasOnly(
        ReadOnlySpan<char> text, SearchValues<char> letters, bool isInternational, bool allowsPrivate = false)
    {
        for (var rest = text; !rest.IsEmpty;)
        {
            var other = rest.IndexOfAnyExcept(letters);
            if (other < 0)
            {
                break;
            }

            if (!isInternational || Rune.DecodeFromUtf16(rest[other..], out var rune, out var length) != OperationStatus.Done
                || !IsInternational(rune.Value, allowsPrivate))
            {
                return false;
            }

            rest = rest[(other + length)..];
        }

        return HasWholePercents(text);
    }

    /// <summary>RFC 3987 section 2.2, ucschar; characters for private use, iprivate, stand in the query alone.</summary>
    private static bool IsInternational(int codePoint, bool allowsPrivate) => codePoint switch
    {
        < 0xA0 => false,
        >= 0xE000 and <= 0xF8FF or >= 0xF0000 => allowsPrivate && (codePoint & 0xFFFF) < 0xFFFE,
        >= 0xFDD0 and <= 0xFDEF or (>= 0xFFF0 and <= 0xFFFF) or (>= 0xE0000 and <= 0xE0FFF) => false,
        _ => (codePoint & 0xFFFF) < 0xFFFE,
    };

    private static bool HasWholePercents(ReadOnlySpan<char> text)
    {
        for (var percent = text.IndexOf('%'); percent >= 0; percent = text.IndexOf('%'))
        {
            text = text[(percent + 1)..];
            if (text.Length < 2 || !char.IsAsciiHexDigit(text[0]) || !char.IsAsciiHexDigit(text[1]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>RFC 6570 section 2.2: an operator, then variables with an optional length or a star.</summary>
    private static bool IsExpression(ReadOnlySpan<char> text)
    {
        text = text.Length > 0 && "+#./;?&=,!@|".Contains(text[0], StringComparison.Ordinal) ? text[1..] : text;
        foreach (var range in text.Split(','))
        {
            var variable = text[range];
            var colon = variable.IndexOf(':');
            if (colon >= 0)
            {
                var length = variable[(colon + 1)..];
                if (length.Length is 0 or > 4 || length[0] == '0' || !AreDigits(length))
                {
                    return false;
                }

                variable = variable[..colon];
            }
            else if (variable.EndsWith("*", StringComparison.Ordinal))
            {
                variable = variable[..^1];
            }

            if (variable.IsEmpty || variable.ContainsAnyExcept(VariableLetters) || !HasWholePercents(variable)
                || variable[0] == '.' || variable[^1] == '.' || variable.IndexOf("..", StringComparison.Ordinal) >= 0)
            {
                return false;
            }
        }

        return true;
    }
}
