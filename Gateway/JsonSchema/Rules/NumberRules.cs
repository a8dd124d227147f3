namespace Gateway.JsonSchema.Rules;

/// <summary>The keywords for numbers (Validation section 6.2).</summary>
internal sealed class NumberRules
{
    public List<NumberLimit> Limits { get; } = [];

    public NumberDivisor? MultipleOf { get; set; }

    public bool Check(ref Evaluation e, int at)
    {
        var valid = true;
        var number = e.View.Number(at);
        foreach (var limit in Limits)
        {
            if (!limit.Allows(number) && e.Fails(at, limit.Assertion, ref valid))
            {
                return false;
            }
        }

        return (MultipleOf is null || MultipleOf.Divides(number) || !e.Fails(at, MultipleOf.Assertion, ref valid)) && valid;
    }
}
