namespace Gateway.JsonSchema;

/// <summary>Why a schema cannot be used, or does not do what it seems to.</summary>
/// <param name="Location">JSON pointer into the schema; in another document, its URI, <c>#</c> and the pointer.</param>
/// <param name="Message">What was found and what would be right.</param>
internal sealed record SchemaProblem(string Location, string Message)
{
    /// <summary>The schema can be used all the same.</summary>
    public bool IsWarning { get; init; }

    /// <summary>At how many places it was found; <see cref="Location"/> is the first.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The message, and how often it holds.</summary>
    public string Text => Count == 1 ? Message : $"{Message} ({Count} times; here first.)";

    public override string ToString() => Location.Length == 0 ? Text : $"{Location}: {Text}";
}
