namespace Gateway.JsonSchema.Rules;

internal sealed class OneOf(SchemaNode[] schemas, SchemaAssertion none, SchemaAssertion several) : Applicator
{
    public override IEnumerable<SchemaNode> Targets => schemas;

    public override bool Evaluate(ref Evaluation e, int at, int marks)
    {
        var valid = true;
        var matches = 0;
        foreach (var schema in schemas)
        {
            if (Try(ref e, schema, at, marks) && ++matches > 1)
            {
                e.Fails(at, several, ref valid);
                return false;
            }
        }

        if (matches == 0)
        {
            e.Fails(at, none, ref valid);
            ClosestAlternative.Explain(ref e, schemas, at);
        }

        return valid;
    }
}
