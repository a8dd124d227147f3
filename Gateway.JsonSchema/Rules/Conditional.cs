namespace Gateway.JsonSchema.Rules;

/// <summary>if, then and else.</summary>
internal sealed class Conditional(SchemaNode condition, SchemaNode? then, SchemaNode? otherwise) : Applicator
{
    public override IEnumerable<SchemaNode> Targets
    {
        get
        {
            yield return condition;
            if (then is not null)
            {
                yield return then;
            }

            if (otherwise is not null)
            {
                yield return otherwise;
            }
        }
    }

    public override bool Evaluate(ref Evaluation e, int at, int marks)
    {
        var next = Try(ref e, condition, at, marks) ? then : otherwise;
        return next is null || next.Evaluate(ref e, at, marks);
    }
}
