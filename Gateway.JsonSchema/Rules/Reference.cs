namespace Gateway.JsonSchema.Rules;

/// <summary>$ref: the schema is known beforehand.</summary>
internal sealed class Reference(SchemaNode schema) : Applicator
{
    public SchemaNode Schema => schema;

    public override IEnumerable<SchemaNode> Targets => [schema];

    public override bool Evaluate(ref Evaluation e, int at, int marks) => schema.Evaluate(ref e, at, marks);
}
