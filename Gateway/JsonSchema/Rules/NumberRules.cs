using System.Globalization;

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
