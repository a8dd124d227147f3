using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gateway.JsonSchema;

// Names, strings, numbers and literals. Every method returns the offset after what it scanned, or -1.
internal ref partial struct JsonScanner
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipWhiteSpace(ReadOnlySpan<byte> json, int at)
    {
        while ((uint)at < (uint)json.Length && json[at] <= ' ' && IsWhiteSpace(json[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsWhiteSpace(byte value) =>
        value is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private static int SkipDigits(ReadOnlySpan<byte> json, int at)
    {
        while ((uint)at < (uint)json.Length && (uint)(json[at] - '0') <= 9)
        {
            at++;
        }

        return at;
    }

    /// <summary>A name and its colon.</summary>
    private int ScanName(int at, int bottom, bool check)
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
        Add(JsonKind.Name, escaped, start, name.Length, hash);
        if (check && !tape.Names.TryPush(bottom, Count - 1, hash, json, _tokens))
        {
            return Fail(JsonDefect.DuplicateName);
        }

        at = SkipWhiteSpace(json, end + 1);
        return (uint)at < (uint)json.Length && json[at] == ':' ? at + 1 : -1;
    }

    private int ScanString(int at)
    {
        var end = FindQuote(at + 1, out var escaped);
        if (end < 0)
        {
            return -1;
        }

        Add(JsonKind.String, escaped, at + 1, end - at - 1);
        return end + 1;
    }

    /// <summary>The quote that ends a string, sixteen bytes at a time.</summary>
    private int FindQuote(int at, out bool escaped)
    {
        var json = _json;
        escaped = false;
        while (true)
        {
            if (at <= json.Length - Vector128<byte>.Count)
            {
                var block = Vector128.Create(json.Slice(at, Vector128<byte>.Count));
                var stops = Vector128.Equals(block, Vector128.Create((byte)'"'))
                    | Vector128.Equals(block, Vector128.Create((byte)'\\'))
                    | Vector128.LessThan(block, Vector128.Create((byte)' '));
                var bits = stops.ExtractMostSignificantBits();
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
            at = SkipEscape(at);
            if (at < 0)
            {
                return -1;
            }
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

    private int ScanLiteral(int at, byte first)
    {
        var rest = _json[at..];
        var (length, kind) = first switch
        {
            (byte)'t' when rest.StartsWith("true"u8) => (4, JsonKind.True),
            (byte)'f' when rest.StartsWith("false"u8) => (5, JsonKind.False),
            (byte)'n' when rest.StartsWith("null"u8) => (4, JsonKind.Null),
            _ => (0, JsonKind.Number),
        };
        if (length == 0)
        {
            return ScanNumber(at);
        }

        Add(kind, marked: false, at, length);
        return at + length;
    }

    private int ScanNumber(int start)
    {
        var json = _json;
        var at = json[start] == '-' ? start + 1 : start;
        var digits = at;
        at = SkipDigits(json, at);
        if (at == digits || (json[digits] == '0' && at > digits + 1))
        {
            return -1;
        }

        var whole = at;
        if ((uint)at < (uint)json.Length && json[at] == '.')
        {
            digits = at + 1;
            at = SkipDigits(json, digits);
            if (at == digits)
            {
                return -1;
            }
        }

        if ((uint)at < (uint)json.Length && (json[at] | 0x20) == 'e')
        {
            digits = at + 1;
            digits = (uint)digits < (uint)json.Length && json[digits] is (byte)'+' or (byte)'-' ? digits + 1 : digits;
            at = SkipDigits(json, digits);
            if (at == digits)
            {
                return -1;
            }
        }

        Add(JsonKind.Number, at != whole, start, at - start);
        return at;
    }
}
