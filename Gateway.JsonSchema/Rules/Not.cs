namespace Gateway.JsonSchema.Rules;

internal sealed class Not(SchemaNode schema, SchemaAssertion assertion) : Applicator
{
    public override IEnumerable<SchemaNode> Targets => [schema];

    public override bool Evaluate(ref Evaluation e, int at, int marks)
    {
        var valid = true;
        // What it evaluates counts for nothing: it has to fail (Core section 10.2.1.4).
        if (Try(ref e, schema, at, Evaluation.NoMarks))
        {
            e.Fails(at, assertion, ref valid);
        }

        return valid;
    }
}
