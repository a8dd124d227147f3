namespace Gateway.JsonSchema;

/// <summary>Why a schema cannot be used.</summary>
/// <param name="Location">JSON pointer into the schema; in another document, its URI, <c>#</c> and the pointer.</param>
/// <param name="Message">What was found and what would be right.</param>
internal sealed record SchemaProblem(string Location, string Message)
{
    public override string ToString() => Location.Length == 0 ? Message : $"{Location}: {Message}";
}
