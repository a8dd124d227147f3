namespace Gateway.JsonSchema.Rules;

/// <summary>What follows from the presence of a name: other names, or a schema for the whole object.</summary>
internal sealed record DependencyRule(int Bit, RequiredName[] Names, SchemaNode? Schema);
