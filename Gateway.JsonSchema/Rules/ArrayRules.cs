namespace Gateway.JsonSchema.Rules;

/// <summary>The keywords for arrays (Core section 10.3.1, Validation section 6.4).</summary>
internal sealed class ArrayRules
{
    public CountLimit MinItems { get; set; }

    public CountLimit MaxItems { get; set; }

    public SchemaAssertion? UniqueAssertion { get; set; }

    /// <summary>Schemas for the first elements, one each.</summary>
    public SchemaNode[] Prefix { get; set; } = [];

    /// <summary>The schema for all elements after those.</summary>
    public SchemaNode? Rest { get; set; }

    public SchemaNode? Contains { get; set; }

    public CountLimit MinContains { get; set; }

    public CountLimit MaxContains { get; set; }

    /// <summary>2020-12 counts an element that <c>contains</c> matched as evaluated.</summary>
    public bool ContainsEvaluates { get; set; }

    public bool Check(ref Evaluation e, int at, int marks)
    {
        var valid = true;
        var count = e.View.Tokens[at].Count;
        if (MinItems.Stops(ref e, at, count, ref valid) || MaxItems.Stops(ref e, at, count, ref valid))
        {
            return false;
        }

        var walks = (Rest is null ? 0 : 1) + (Contains is null ? 0 : 1);
        if (!e.TrySpend(walks * (count >> 2))) // a schema that asks nothing is not entered, but walked to
        {
            return false;
        }

        if ((Rest is not null || Prefix.Length > 0) && !CheckElements(ref e, at, marks))
        {
            valid = false;
            if (e.IsOver)
            {
                return false;
            }
        }

        if (Contains is not null && StopsAtContains(ref e, at, marks, Contains, ref valid))
        {
            return false;
        }

        return (UniqueAssertion is null || !HasRepeated(ref e, at) || !e.Fails(at, UniqueAssertion, ref valid))
            && valid;
    }

    private static bool HasRepeated(ref Evaluation e, int at)
    {
        if (!e.TrySpend(e.View.Tokens[at].Length >> 3))
        {
            return true;
        }

        // Without memory to find it out nothing is known, and so nothing said.
        return UniqueItems.FindRepeated(e.View, at, e.Memory) is { } repeated ? repeated >= 0 : !e.Exceed();
    }

    private bool CheckElements(ref Evaluation e, int at, int marks)
    {
        var valid = true;
        var tokens = e.View.Tokens;
        var end = tokens[at].Next;
        var index = 0;
        for (var element = at + 1; element < end; element = tokens[element].Next, index++)
        {
            var schema = index < Prefix.Length ? Prefix[index] : Rest;
            if (schema is null)
            {
                break;
            }

            if (!schema.Evaluate(ref e, element, Evaluation.NoMarks))
            {
                valid = false;
                if (e.IsOver)
                {
                    return false;
                }
            }
        }

        if (marks != Evaluation.NoMarks)
        {
            e.MarkFirst(marks, index);
        }

        return valid;
    }

    private bool StopsAtContains(ref Evaluation e, int at, int marks, SchemaNode schema, ref bool valid)
    {
        var tokens = e.View.Tokens;
        var end = tokens[at].Next;
        var matches = 0;
        var index = 0;
        var violations = e.Silence();
        for (var element = at + 1; element < end; element = tokens[element].Next, index++)
        {
            if (schema.Evaluate(ref e, element, Evaluation.NoMarks))
            {
                matches++;
                if (marks != Evaluation.NoMarks && ContainsEvaluates)
                {
                    e.Mark(marks, index);
                }
                else if (matches >= MinContains.AtLeast && !MaxContains.IsSet && marks == Evaluation.NoMarks)
                {
                    break; // more of them change nothing
                }
            }
        }

        e.Speak(violations);
        return MinContains.Stops(ref e, at, matches, ref valid) || MaxContains.Stops(ref e, at, matches, ref valid);
    }
}
