namespace Gateway.JsonSchema.Rules;

/// <summary>
/// One compiled schema: the checks for each type of value, and the schemas that apply to the same value.
/// </summary>
internal sealed class SchemaNode(int resource)
{
    /// <summary>What is allowed at all; none for the schema <c>false</c>.</summary>
    public JsonTypes Types { get; set; } = JsonTypes.Any;

    public SchemaAssertion? TypesAssertion { get; set; }

    /// <summary>The schema asks nothing of any value.</summary>
    public bool IsTrivial { get; set; }

    /// <summary>The schema that this one does nothing but refer to.</summary>
    public SchemaNode? Forward { get; set; }

    public ValueSet? Values { get; set; }

    public ValueSet? Constant { get; set; }

    public NumberRules? Numbers { get; set; }

    public StringRules? Strings { get; set; }

    public ArrayRules? Arrays { get; set; }

    public ObjectRules? Objects { get; set; }

    /// <summary>What applies to the same value: references and the logic keywords.</summary>
    public Applicator[] Applicators { get; set; } = [];

    public SchemaNode? UnevaluatedItems { get; set; }

    public SchemaNode? UnevaluatedProperties { get; set; }

    /// <summary>Judges a value.</summary>
    /// <param name="e">The evaluation this is part of.</param>
    /// <param name="at">The value's token.</param>
    /// <param name="marks">Where to mark which of its members or elements are evaluated, if anybody asks.</param>
    public bool Evaluate(ref Evaluation e, int at, int marks)
    {
        if (IsTrivial)
        {
            return true;
        }

        if (Forward is { } target)
        {
            return target.Evaluate(ref e, at, marks);
        }

        if (!e.TryEnter())
        {
            return false;
        }

        var entered = e.PushScope(resource);
        var kind = e.View.Tokens[at].Kind;
        var rest = kind switch
        {
            JsonKind.Array => UnevaluatedItems,
            JsonKind.Object => UnevaluatedProperties,
            _ => null,
        };
        var valid = rest is null
            ? EvaluateKeywords(ref e, at, kind, marks)
            : EvaluateWithRest(ref e, at, kind, marks, rest);
        if (entered)
        {
            e.PopScope();
        }

        e.Leave();
        return valid;
    }

    private bool EvaluateKeywords(ref Evaluation e, int at, JsonKind kind, int marks)
    {
        var valid = true;
        if ((Types & (JsonTypes)(1 << (int)kind)) == JsonTypes.None && !IsAllowedInteger(ref e, at, kind)
            && e.Fails(at, TypesAssertion!, ref valid))
        {
            return false;
        }

        if (Values is { } values && !values.Contains(ref e, at) && e.Fails(at, values.Assertion, ref valid))
        {
            return false;
        }

        if (Constant is { } constant && !constant.Contains(ref e, at) && e.Fails(at, constant.Assertion, ref valid))
        {
            return false;
        }

        var passes = kind switch
        {
            JsonKind.String or JsonKind.Name => Strings is null || Strings.Check(ref e, at),
            JsonKind.Number => Numbers is null || Numbers.Check(ref e, at),
            JsonKind.Array => Arrays is null || Arrays.Check(ref e, at, marks),
            JsonKind.Object => Objects is null || Objects.Check(ref e, at, marks),
            _ => true,
        };
        if (!passes)
        {
            valid = false;
            if (e.IsOver)
            {
                return false;
            }
        }

        foreach (var applicator in Applicators)
        {
            if (!applicator.Evaluate(ref e, at, marks))
            {
                valid = false;
                if (e.IsOver)
                {
                    return false;
                }
            }
        }

        return valid;
    }

    /// <summary>
    /// The unevaluated keywords come last: they see what all others have evaluated (Core section 11). Where one of those fails, what it
    /// would have evaluated is not known, and to name it would mislead.
    /// </summary>
    private bool EvaluateWithRest(ref Evaluation e, int at, JsonKind kind, int marks, SchemaNode rest)
    {
        var count = e.View.Tokens[at].Count;
        if (!e.TrySpend(count >> 2))
        {
            return false;
        }

        var own = e.PushMarks(count);
        var valid = EvaluateKeywords(ref e, at, kind, own);
        if (valid)
        {
            valid = EvaluateRest(ref e, at, own, kind == JsonKind.Object ? 1 : 0, rest);
        }

        if (valid && marks != Evaluation.NoMarks)
        {
            e.MarkFirst(marks, count); // what was left is evaluated now, too
        }

        e.PopMarks(own);
        return valid;
    }

    private static bool EvaluateRest(ref Evaluation e, int at, int marks, int nameLength, SchemaNode rest)
    {
        var valid = true;
        var tokens = e.View.Tokens;
        var end = tokens[at].Next;
        var index = 0;
        for (var child = at + 1; child < end; child = tokens[child + nameLength].Next, index++)
        {
            if (!e.IsMarked(marks, index) && !rest.Evaluate(ref e, child + nameLength, Evaluation.NoMarks))
            {
                valid = false;
                if (e.IsOver)
                {
                    return false;
                }
            }
        }

        return valid;
    }

    private bool IsAllowedInteger(ref Evaluation e, int at, JsonKind kind) =>
        kind == JsonKind.Number && (Types & JsonTypes.Integer) != JsonTypes.None
        && (!e.View.Tokens[at].IsFractional
            || (e.TrySpend(e.View.Tokens[at].Length >> 4) && e.View.Number(at).IsInteger));
}
