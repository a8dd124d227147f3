using System.Numerics;
using System.Runtime.Intrinsics;

namespace Gateway.Intake;

/// <summary>
/// Decodes <c>application/x-www-form-urlencoded</c> as the URL Standard has it (section 5.1): byte by byte, a percent sign that no two
/// digits follow stands for itself.
/// </summary>
internal static class FormDecoder
{
    private const byte NoDigit = 0xff;

    private static readonly byte[] Digits = DigitValues();

    /// <summary>Writes what is meant and returns its length.</summary>
    /// <param name="written">As it was sent.</param>
    /// <param name="decoded">At least as long; anything may stand behind what is meant.</param>
    public static int Decode(ReadOnlySpan<byte> written, Span<byte> decoded)
    {
        var (at, length) = (0, 0);
        while (at < written.Length)
        {
            var one = written[at];
            if (one == '%' && at + 2 < written.Length && (Digits[written[at + 1]] | Digits[written[at + 2]]) != NoDigit)
            {
                decoded[length++] = (byte)((Digits[written[at + 1]] << 4) | Digits[written[at + 2]]);
                at += 3;
                continue;
            }

            var plain = one == '%' ? 0 : CopyPlain(written[at..], decoded[length..]);
            if (plain == 0)
            {
                // No code, or too little is left to look at together.
                decoded[length++] = one == '+' ? (byte)' ' : one;
                at++;
            }

            at += plain;
            length += plain;
        }

        return length;
    }

    /// <summary>Sixteen bytes at once, since a sender can write a megabyte of pluses, up to a percent sign; returns how many.</summary>
    private static int CopyPlain(ReadOnlySpan<byte> written, Span<byte> decoded)
    {
        var at = 0;
        while (written.Length - at >= Vector128<byte>.Count)
        {
            var bytes = Vector128.Create(written[at..]);
            Vector128.ConditionalSelect(Vector128.Equals(bytes, Vector128.Create((byte)'+')), Vector128.Create((byte)' '), bytes)
                .CopyTo(decoded[at..]);
            var percent = Vector128.Equals(bytes, Vector128.Create((byte)'%')).ExtractMostSignificantBits();
            if (percent != 0)
            {
                return at + BitOperations.TrailingZeroCount(percent);
            }

            at += Vector128<byte>.Count;
        }

        return at;
    }

    private static byte[] DigitValues()
    {
        var values = new byte[256];
        Array.Fill(values, NoDigit);
        for (var digit = 0; digit < 16; digit++)
        {
            values["0123456789abcdef"[digit]] = values["0123456789ABCDEF"[digit]] = (byte)digit;
        }

        return values;
    }
}
