namespace Gateway.JsonSchema;

/// <summary>One thing in a payload that its schema does not allow.</summary>
/// <param name="InstanceLocation">JSON pointer to the value; very long names in it are cut.</param>
/// <param name="KeywordLocation">
/// JSON pointer to the keyword where it stands in the schema; in another document, its URI, <c>#</c> and the pointer.
/// Empty when the payload is no strict JSON or costs too much.
/// </param>
/// <param name="Keyword">The keyword that is violated.</param>
/// <param name="Message">
/// What would be right. Made from the schema alone, it never holds a value of the payload.
/// </param>
internal sealed record SchemaViolation(string InstanceLocation, string KeywordLocation, string Keyword, string Message);
