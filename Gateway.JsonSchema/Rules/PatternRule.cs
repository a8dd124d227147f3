namespace Gateway.JsonSchema.Rules;

/// <summary>One member of <c>patternProperties</c>.</summary>
internal sealed record PatternRule(TextPattern Pattern, SchemaNode Schema);
