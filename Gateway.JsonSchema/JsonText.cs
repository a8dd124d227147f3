using System.Text;

namespace Gateway.JsonSchema;

/// <summary>Strings as they stand in a body, and what they mean (RFC 8259 section 7).</summary>
internal static class JsonText
{
    /// <summary>The values of hex digits; of anything else -1, of which every bit is set.</summary>
    private static readonly int[] Digits = DigitValues();

    /// <summary>
    /// Writes what an already checked string means as UTF-8 and returns the length. The result is never longer
    /// than <paramref name="raw"/>. A lone surrogate, where such are let pass, becomes its three-byte form.
    /// </summary>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> text)
    {
        var written = 0;
        while (true)
        {
            var plain = raw.IndexOf((byte)'\\');
            if (plain < 0)
            {
                raw.CopyTo(text[written..]);
                return written + raw.Length;
            }

            raw[..plain].CopyTo(text[written..]);
            written += plain;
            if (raw[plain + 1] != 'u')
            {
                text[written++] = Short(raw[plain + 1]);
                raw = raw[(plain + 2)..];
                continue;
            }

            var code = CodeUnit(raw[(plain + 2)..]);
            raw = raw[(plain + 6)..];
            if (IsPair(code, raw))
            {
                code = 0x10000 + ((code - 0xD800) << 10) + (CodeUnit(raw[2..]) - 0xDC00);
                raw = raw[6..];
            }

            written += Encode(code, text[written..]);
        }
    }

    /// <summary>Whether two strings mean the same.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> a, bool aEscaped, ReadOnlySpan<byte> b, bool bEscaped)
    {
        if (!aEscaped && !bEscaped)
        {
            return a.SequenceEqual(b);
        }

        // Only what is marked as escaped may be unescaped: a plain text can hold a backslash of its own.
        using var left = new ByteScratch(stackalloc byte[ByteScratch.StackSize], aEscaped ? a.Length : 0);
        using var right = new ByteScratch(stackalloc byte[ByteScratch.StackSize], bEscaped ? b.Length : 0);
        var leftText = aEscaped ? (ReadOnlySpan<byte>)left.Span[..Unescape(a, left.Span)] : a;
        var rightText = bEscaped ? (ReadOnlySpan<byte>)right.Span[..Unescape(b, right.Span)] : b;
        return leftText.SequenceEqual(rightText);
    }

    /// <summary>The four hex digits of an escape, or -1.</summary>
    public static int CodeUnit(ReadOnlySpan<byte> digits)
    {
        // By hand: a text may be made of nothing else, and a parser that takes any number of digits is five times as slow.
        if (digits.Length < 4)
        {
            return -1;
        }

        var values = Digits;
        var unit = (values[digits[0]] << 12) | (values[digits[1]] << 8) | (values[digits[2]] << 4) | values[digits[3]];
        return unit >= 0 ? unit : -1;
    }

    private static int[] DigitValues()
    {
        var values = new int[256];
        Array.Fill(values, -1);
        for (var digit = 0; digit < 16; digit++)
        {
            values["0123456789abcdef"[digit]] = values["0123456789ABCDEF"[digit]] = digit;
        }

        return values;
    }

    public static string ToString(ReadOnlySpan<byte> raw, bool escaped)
    {
        if (!escaped)
        {
            return Encoding.UTF8.GetString(raw);
        }

        using var scratch = new ByteScratch(stackalloc byte[ByteScratch.StackSize], raw.Length);
        return Encoding.UTF8.GetString(scratch.Span[..Unescape(raw, scratch.Span)]);
    }

    private static bool IsPair(int high, ReadOnlySpan<byte> rest) =>
        high is >= 0xD800 and <= 0xDBFF && rest is [(byte)'\\', (byte)'u', ..]
        && CodeUnit(rest[2..]) is >= 0xDC00 and <= 0xDFFF;

    private static byte Short(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => letter, // quote, backslash and slash stand for themselves
    };

    private static int Encode(int code, Span<byte> text)
    {
        if (Rune.TryCreate(code, out var rune))
        {
            return rune.EncodeToUtf8(text);
        }

        text[0] = (byte)(0xE0 | (code >> 12));
        text[1] = (byte)(0x80 | ((code >> 6) & 0x3F));
        text[2] = (byte)(0x80 | (code & 0x3F));
        return 3;
    }
}
