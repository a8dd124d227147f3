namespace Gateway.JsonSchema.Rules;

/// <summary>
/// What is reported when a keyword is violated: made once from the schema, so it cannot leak a payload.
/// </summary>
internal sealed record SchemaAssertion(string Keyword, string Location, string Message);
