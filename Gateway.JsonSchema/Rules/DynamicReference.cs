namespace Gateway.JsonSchema.Rules;

/// <summary>$dynamicRef: which of the schemas with the anchor is meant depends on how one came here.</summary>
internal sealed class DynamicReference(SchemaNode initial) : Applicator
{
    /// <summary>The schemas with the anchor, by the index of their resource; filled when all are known.</summary>
    public SchemaNode?[] ByResource { get; set; } = [];

    /// <summary>All it may turn out to mean: which of them it is depends on the payload's way.</summary>
    public override IEnumerable<SchemaNode> Targets => ByResource.OfType<SchemaNode>().Append(initial);

    public override bool Evaluate(ref Evaluation e, int at, int marks) =>
        (e.FindDynamic(ByResource) ?? initial).Evaluate(ref e, at, marks);
}
