using System.Numerics;

namespace Gateway.JsonSchema.Rules;

/// <summary>
/// multipleOf, decided exactly: of two decimals x·10^a and m·10^b, with neither x nor m ending in a zero, the first
/// is a multiple of the second if a is not below b and m divides x·10^(a-b). No power of ten is ever written out.
/// </summary>
internal sealed class NumberDivisor
{
    /// <summary>Up to here a remainder, a digit longer, still fits 64 bits.</summary>
    private const int MostDigits = 18;

    private readonly ulong _digits;

    /// <summary>The digits where there are more, else zero.</summary>
    private readonly BigInteger _manyDigits;

    private readonly long _exponent;
    private readonly bool _dividesOne;

    /// <param name="divisor">Above zero.</param>
    /// <param name="assertion">What to report.</param>
    public NumberDivisor(in JsonNumber divisor, SchemaAssertion assertion)
    {
        Assertion = assertion;
        _exponent = divisor.Exponent;
        if (divisor.Count > MostDigits)
        {
            _manyDigits = Remainder(divisor, modulus: null);
        }

        for (var i = 0; i < divisor.Count && divisor.Count <= MostDigits; i++)
        {
            _digits = (_digits * 10) + (ulong)divisor[i];
        }

        _dividesOne = Divides(new JsonNumber("1"u8));
    }

    public SchemaAssertion Assertion { get; }

    public bool Divides(in JsonNumber number)
    {
        if (number.IsZero)
        {
            return true;
        }

        var power = number.Exponent - _exponent;
        if (power < 0)
        {
            return false; // the number would have to end in a zero
        }

        if (!_manyDigits.IsZero)
        {
            var rest = Remainder(number, _manyDigits);
            return (rest * BigInteger.ModPow(10, power, _manyDigits) % _manyDigits).IsZero;
        }

        var remainder = 0UL;
        for (var i = 0; i < number.Count; i++)
        {
            remainder = ((remainder * 10) + (ulong)number[i]) % _digits;
        }

        return remainder == 0 || Multiply(remainder, PowerOfTen(power)) == 0;
    }

    /// <summary>The same for an integer that is read already.</summary>
    public bool Divides(long number, ReadOnlySpan<byte> text) =>
        _dividesOne || (_exponent == 0 && _manyDigits.IsZero
            ? Math.Abs(number) % (long)_digits == 0
            : Divides(new JsonNumber(text)));

    /// <summary>The digits of a number, or what is left of them by a modulus: time linear in their count.</summary>
    private static BigInteger Remainder(in JsonNumber number, BigInteger? modulus)
    {
        var result = BigInteger.Zero;
        for (var start = 0; start < number.Count; start += MostDigits)
        {
            var word = 0UL;
            var end = Math.Min(start + MostDigits, number.Count);
            for (var i = start; i < end; i++)
            {
                word = (word * 10) + (ulong)number[i];
            }

            result = (result * BigInteger.Pow(10, end - start)) + word;
            result = modulus is { } divisor ? result % divisor : result;
        }

        return result;
    }

    private ulong PowerOfTen(long power)
    {
        var result = 1 % _digits;
        var square = 10 % _digits;
        for (; power > 0; power >>= 1)
        {
            result = (power & 1) == 0 ? result : Multiply(result, square);
            square = Multiply(square, square);
        }

        return result;
    }

    private ulong Multiply(ulong a, ulong b) => (ulong)((UInt128)a * b % _digits);
}
