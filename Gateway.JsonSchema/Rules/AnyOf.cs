namespace Gateway.JsonSchema.Rules;

internal sealed class AnyOf(SchemaNode[] schemas, SchemaAssertion assertion) : Applicator
{
    public override IEnumerable<SchemaNode> Targets => schemas;

    public override bool Evaluate(ref Evaluation e, int at, int marks)
    {
        var any = false;
        foreach (var schema in schemas)
        {
            // All are tried where somebody asks what they evaluate, else up to the first that fits.
            any |= Try(ref e, schema, at, marks);
            if (any && marks == Evaluation.NoMarks)
            {
                return true;
            }
        }

        if (!any)
        {
            e.Fails(at, assertion, ref any);
            ClosestAlternative.Explain(ref e, schemas, at);
        }

        return any;
    }
}
