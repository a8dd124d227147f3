namespace Gateway.JsonSchema.Patterns.Idn;

/// <summary>Punycode (RFC 3492), with the parameters of section 5; its names are kept.</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int TMin = 1;
    private const int TMax = 26;
    private const int Skew = 38;
    private const int Damp = 700;
    private const int InitialBias = 72;
    private const int InitialN = 0x80;
    private const int Last = 0x10FFFF;

    /// <summary>What a text stands for, section 6.2. The longest DNS label keeps the numbers small.</summary>
    /// <param name="text">Lower-case letters, digits and hyphens, no more than a label holds.</param>
    /// <param name="output">At least as long as the text.</param>
    /// <param name="count">How many characters there are.</param>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<int> output, out int count)
    {
        count = 0;
        var delimiter = text.LastIndexOf('-');
        foreach (var letter in text[..Math.Max(delimiter, 0)])
        {
            output[count++] = letter;
        }

        long n = InitialN;
        long i = 0;
        var bias = InitialBias;
        for (var at = delimiter + 1; at < text.Length; i++)
        {
            var before = i;
            long weight = 1;
            for (var k = Base; ; k += Base)
            {
                var digit = at < text.Length ? DigitOf(text[at++]) : -1;
                i += digit * weight;
                if (digit < 0 || i > int.MaxValue)
                {
                    return false;
                }

                var threshold = Math.Clamp(k - bias, TMin, TMax);
                if (digit < threshold)
                {
                    break;
                }

                weight *= Base - threshold;
                if (weight > int.MaxValue)
                {
                    return false;
                }
            }

            count++;
            bias = Adapt((int)(i - before), count, isFirst: before == 0);
            n += i / count;
            i %= count;
            if (n is > Last or (>= 0xD800 and <= 0xDFFF))
            {
                return false;
            }

            output[(int)i..(count - 1)].CopyTo(output[((int)i + 1)..]);
            output[(int)i] = (int)n;
        }

        return true;
    }

    /// <summary>Writes characters, section 6.3.</summary>
    /// <returns>The length, or -1 where that is more than the output holds.</returns>
    public static int Encode(ReadOnlySpan<int> input, Span<char> output)
    {
        var written = 0;
        foreach (var codePoint in input)
        {
            if (codePoint < InitialN && !TryAppend(output, ref written, (char)codePoint))
            {
                return -1;
            }
        }

        var basic = written;
        if (basic > 0 && !TryAppend(output, ref written, '-'))
        {
            return -1;
        }

        var n = InitialN;
        long delta = 0;
        var bias = InitialBias;
        for (var handled = basic; handled < input.Length; delta++, n++)
        {
            var next = int.MaxValue;
            foreach (var codePoint in input)
            {
                next = codePoint >= n ? Math.Min(next, codePoint) : next;
            }

            delta += (long)(next - n) * (handled + 1);
            n = next;
            foreach (var codePoint in input)
            {
                delta += codePoint < n ? 1 : 0;
                if (codePoint != n)
                {
                    continue;
                }

                if (!TryAppendNumber(output, ref written, delta, bias))
                {
                    return -1;
                }

                bias = Adapt((int)delta, handled + 1, isFirst: handled == basic);
                delta = 0;
                handled++;
            }
        }

        return written;
    }

    private static bool TryAppendNumber(Span<char> output, ref int written, long number, int bias)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = Math.Clamp(k - bias, TMin, TMax);
            if (number < threshold)
            {
                return TryAppend(output, ref written, LetterOf((int)number));
            }

            var digit = threshold + (int)((number - threshold) % (Base - threshold));
            if (!TryAppend(output, ref written, LetterOf(digit)))
            {
                return false;
            }

            number = (number - threshold) / (Base - threshold);
        }
    }

    private static bool TryAppend(Span<char> output, ref int written, char letter)
    {
        if (written == output.Length)
        {
            return false;
        }

        output[written++] = letter;
        return true;
    }

    /// <summary>Section 6.1.</summary>
    private static int Adapt(int delta, int points, bool isFirst)
    {
        delta = isFirst ? delta / Damp : delta / 2;
        delta += delta / points;
        var k = 0;
        for (; delta > (Base - TMin) * TMax / 2; k += Base)
        {
            delta /= Base - TMin;
        }

        return k + ((Base - TMin + 1) * delta / (delta + Skew));
    }

    private static int DigitOf(char letter) => letter switch
    {
        >= 'a' and <= 'z' => letter - 'a',
        >= '0' and <= '9' => letter - '0' + 26,
        _ => -1,
    };

    private static char LetterOf(int digit) => (char)(digit < 26 ? 'a' + digit : '0' + digit - 26);
}
