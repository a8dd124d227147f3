using System.Globalization;
using System.Numerics;

namespace Gateway.JsonSchema.Rules;

/// <summary>The keywords for numbers (Validation section 6.2).</summary>
internal sealed class NumberRules
{
    /// <summary>An integer of so many bytes surely fits 64 bits.</summary>
    private const int ShortInteger = 18;

    public List<NumberLimit> Limits { get; } = [];

    public NumberDivisor? MultipleOf { get; set; }

    public bool Check(ref Evaluation e, int at)
    {
        ref readonly var token = ref e.View.Tokens[at];
        var text = token.Raw(e.View.Json);
        return !token.IsFractional && text.Length <= ShortInteger
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? CheckShort(ref e, at, value, text)
                : CheckExactly(ref e, at, new JsonNumber(text));
    }

    /// <summary>Every rule goes over the digits; the divisor also over the bits of the exponent.</summary>
    private int CostOf(in JsonNumber number, int length)
    {
        var cost = (Limits.Count + 1) * (length >> 3);
        return MultipleOf is null ? cost : cost + (2 * BitOperations.Log2((ulong)Math.Abs(number.Exponent) | 1));
    }

    private bool CheckShort(ref Evaluation e, int at, long value, ReadOnlySpan<byte> text)
    {
        var valid = true;
        foreach (var limit in Limits)
        {
            if (!limit.Allows(value, text) && e.Fails(at, limit.Assertion, ref valid))
            {
                return false;
            }
        }

        return (MultipleOf is null || MultipleOf.Divides(value, text) || !e.Fails(at, MultipleOf.Assertion, ref valid))
            && valid;
    }

    private bool CheckExactly(ref Evaluation e, int at, in JsonNumber number)
    {
        var valid = true;
        if (!e.TrySpend(CostOf(number, e.View.Tokens[at].Length)))
        {
            return false;
        }

        foreach (var limit in Limits)
        {
            if (!limit.Allows(number) && e.Fails(at, limit.Assertion, ref valid))
            {
                return false;
            }
        }

        return (MultipleOf is null || MultipleOf.Divides(number) || !e.Fails(at, MultipleOf.Assertion, ref valid))
            && valid;
    }
}
