using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gateway.JsonSchema;

// Names, strings, numbers and literals. Every method returns the offset after what it scanned, or -1.
internal ref partial struct JsonScanner
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipWhiteSpace(ReadOnlySpan<byte> json, int at) =>
        (uint)at < (uint)json.Length && json[at] > ' ' ? at : SkipWhiteSpaceRun(json, at);

    /// <summary>Indentation comes in runs.</summary>
    private static int SkipWhiteSpaceRun(ReadOnlySpan<byte> json, int at)
    {
        while (at <= json.Length - Vector128<byte>.Count)
        {
            var block = Vector128.Create(json.Slice(at, Vector128<byte>.Count));
            var spaces = Vector128.Equals(block, Vector128.Create((byte)' '))
                | Vector128.Equals(block, Vector128.Create((byte)'\n'))
                | Vector128.Equals(block, Vector128.Create((byte)'\r'))
                | Vector128.Equals(block, Vector128.Create((byte)'\t'));
            var others = ~spaces.ExtractMostSignificantBits() & 0xFFFF;
            if (others != 0)
            {
                return at + BitOperations.TrailingZeroCount(others);
            }

            at += Vector128<byte>.Count;
        }

        while ((uint)at < (uint)json.Length && json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    private static int SkipDigits(ReadOnlySpan<byte> json, int at)
    {
        while ((uint)at < (uint)json.Length && (uint)(json[at] - '0') <= 9)
        {
            at++;
        }

        return at;
    }

    /// <summary>A name and its colon.</summary>
    /// <param name="at">Where it starts, or white space before it.</param>
    /// <param name="token">Becomes the name's.</param>
    /// <param name="count">How many tokens stand before it.</param>
    /// <param name="open">Whose name it is.</param>
    private int ScanName(int at, ref JsonToken token, int count, ref OpenContainer open)
    {
        var json = _json;
        at = SkipWhiteSpace(json, at);
        if ((uint)at >= (uint)json.Length || json[at] != '"')
        {
            return -1;
        }

        var start = at + 1;
        var end = FindQuote(start, out var escaped);
        if (end < 0)
        {
            return -1;
        }

        var name = json[start..end];
        var hash = (uint)(escaped ? SeededHash.OfEscaped(name) : SeededHash.Of(name));
        token = new JsonToken(JsonKind.Name, escaped, start, name.Length, count + 1, hash);
        var bit = 1UL << (int)hash;
        if ((open.Names & bit) != 0 && open.Count < RepeatedNames.Few && !options.AllowDuplicateNames
            && RepeatedNames.Contain(json, _tokens, open.Token, count))
        {
            return Fail(JsonDefect.DuplicateName);
        }

        open.Names |= bit;
        at = SkipWhiteSpace(json, end + 1);
        return (uint)at < (uint)json.Length && json[at] == ':' ? at + 1 : -1;
    }

    /// <summary>The quote that ends a string: mostly it is among the first sixteen bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FindQuote(int at, out bool escaped)
    {
        escaped = false;
        if (at <= _json.Length - Vector128<byte>.Count)
        {
            var bits = FindStops(_json, at);
            var stop = at + BitOperations.TrailingZeroCount(bits);
            if (bits != 0 && _json[stop] == '"')
            {
                return stop;
            }
        }

        return FindQuoteFurther(at, out escaped);
    }

    /// <summary>Which of sixteen bytes are a quote, a backslash or a control character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint FindStops(ReadOnlySpan<byte> json, int at)
    {
        var block = Vector128.Create(json.Slice(at, Vector128<byte>.Count));
        return (Vector128.Equals(block, Vector128.Create((byte)'"'))
            | Vector128.Equals(block, Vector128.Create((byte)'\\'))
            | Vector128.LessThan(block, Vector128.Create((byte)' '))).ExtractMostSignificantBits();
    }

    private int FindQuoteFurther(int at, out bool escaped)
    {
        var json = _json;
        escaped = false;
        while (true)
        {
            if (at <= json.Length - Vector128<byte>.Count)
            {
                var bits = FindStops(json, at);
                if (bits == 0)
                {
                    at += Vector128<byte>.Count;
                    continue;
                }

                at += BitOperations.TrailingZeroCount(bits);
            }
            else
            {
                while ((uint)at < (uint)json.Length && json[at] is not ((byte)'"' or (byte)'\\' or < (byte)' '))
                {
                    at++;
                }
            }

            if ((uint)at >= (uint)json.Length)
            {
                return -1;
            }

            if (json[at] != '\\')
            {
                return json[at] == '"' ? at : -1; // control characters must be escaped
            }

            escaped = true;
            do
            {
                // A sender may write nothing but escapes.
                at = SkipEscape(at);
                if (at < 0)
                {
                    return -1;
                }
            }
            while ((uint)at < (uint)json.Length && json[at] == '\\');
        }
    }

    private int SkipEscape(int at)
    {
        var rest = _json[(at + 1)..];
        if (rest.IsEmpty)
        {
            return -1;
        }

        if (rest[0] != 'u')
        {
            return "\"\\/bfnrt"u8.Contains(rest[0]) ? at + 2 : -1;
        }

        var unit = JsonText.CodeUnit(rest[1..]);
        if (unit < 0)
        {
            return -1;
        }

        if (unit is < 0xD800 or > 0xDFFF || options.AllowInvalidUtf8)
        {
            return at + 6;
        }

        // RFC 7493 section 2.1: a surrogate stands only in a pair, the high one first.
        return unit <= 0xDBFF && rest[5..] is [(byte)'\\', (byte)'u', ..]
            && JsonText.CodeUnit(rest[7..]) is >= 0xDC00 and <= 0xDFFF
            ? at + 12
            : Fail(JsonDefect.InvalidUtf8);
    }

    private int ScanLiteral(int at, byte first, ref JsonToken token, int next)
    {
        var rest = _json[at..];
        var (length, kind) = first switch
        {
            (byte)'t' when rest.StartsWith("true"u8) => (4, JsonKind.True),
            (byte)'f' when rest.StartsWith("false"u8) => (5, JsonKind.False),
            (byte)'n' when rest.StartsWith("null"u8) => (4, JsonKind.Null),
            _ => (0, JsonKind.Number),
        };
        var isFractional = false;
        if (length == 0 && (length = NumberLength(rest, out isFractional)) < 0)
        {
            return -1;
        }

        token = new JsonToken(kind, isFractional, at, length, next, 0);
        return at + length;
    }

    /// <summary>The length of the number that a text starts with, or -1.</summary>
    private static int NumberLength(ReadOnlySpan<byte> text, out bool isFractional)
    {
        var digits = text[0] == '-' ? 1 : 0;
        var at = SkipDigits(text, digits);
        var whole = at;
        isFractional = false;
        if (at == digits || (text[digits] == '0' && at > digits + 1))
        {
            return -1;
        }

        if ((uint)at < (uint)text.Length && text[at] == '.')
        {
            digits = at + 1;
            at = SkipDigits(text, digits);
            if (at == digits)
            {
                return -1;
            }
        }

        if ((uint)at < (uint)text.Length && (text[at] | 0x20) == 'e')
        {
            digits = at + 1;
            digits = (uint)digits < (uint)text.Length && text[digits] is (byte)'+' or (byte)'-' ? digits + 1 : digits;
            at = SkipDigits(text, digits);
            if (at == digits)
            {
                return -1;
            }
        }

        isFractional = at != whole;
        return at;
    }
}
