namespace Gateway.JsonSchema.Rules;

internal sealed class AllOf(SchemaNode[] schemas) : Applicator
{
    public override IEnumerable<SchemaNode> Targets => schemas;

    public override bool Evaluate(ref Evaluation e, int at, int marks)
    {
        var valid = true;
        foreach (var schema in schemas)
        {
            if (!schema.Evaluate(ref e, at, marks))
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
}
