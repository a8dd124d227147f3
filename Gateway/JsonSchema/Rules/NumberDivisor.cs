namespace Gateway.JsonSchema.Rules;

/// <summary>
/// multipleOf, decided exactly: of two decimals x·10^a and m·10^b, with neither x nor m ending in a zero, the first
/// is a multiple of the second if a is not below b and m divides x·10^(a-b). No power of ten is ever written out.
/// </summary>
internal sealed class NumberDivisor
{
    /// <summary>Up to here a remainder, a digit longer, still fits 64 bits.</summary>
    public const int MostDigits = 18;

    private readonly ulong _digits;
    private readonly long _exponent;
    private readonly bool _dividesOne;

    /// <param name="divisor">Above zero, with at most <see cref="MostDigits"/> significant digits.</param>
    /// <param name="assertion">What to report.</param>
    public NumberDivisor(in JsonNumber divisor, SchemaAssertion assertion)
    {
        Assertion = assertion;
        _exponent = divisor.Exponent;
        for (var i = 0; i < divisor.Count; i++)
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

        var remainder = 0UL;
        for (var i = 0; i < number.Count; i++)
        {
            remainder = ((remainder * 10) + (ulong)number[i]) % _digits;
        }

        return remainder == 0 || Multiply(remainder, PowerOfTen(power)) == 0;
    }

    /// <summary>The same for an integer that is read already.</summary>
    public bool Divides(long number, ReadOnlySpan<byte> text) =>
        _dividesOne || (_exponent == 0 ? Math.Abs(number) % (long)_digits == 0 : Divides(new JsonNumber(text)));

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
