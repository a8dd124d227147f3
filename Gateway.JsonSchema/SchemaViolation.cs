namespace Gateway.JsonSchema;

/// <summary>One thing in a payload that its schema does not allow.</summary>
/// <param name="InstanceLocation">JSON pointer to the value; very long names in it are cut.</param>
/// <param name="KeywordLocation">
/// JSON pointer to the keyword where it stands in the schema; in another document, its URI, <c>#</c> and the pointer.
/// Empty when the payload is no strict JSON or costs too much.
/// </param>
/// <param name="Keyword">
/// The keyword that is violated; of a payload that is no strict JSON, empty; of one that costs too much, in words so.
/// </param>
/// <param name="Message">
/// What would be right. Made from the schema alone, it never holds a value of the payload.
/// </param>
internal sealed record SchemaViolation(string InstanceLocation, string KeywordLocation, string Keyword, string Message)
{
    /// <summary>The bounds of <see cref="SchemaOptions"/> on the work for one payload are exceeded.</summary>
    public static SchemaViolation TooMuchWork { get; } =
        new("", "", "too much work", "The body takes more work to check than is allowed.");
}
