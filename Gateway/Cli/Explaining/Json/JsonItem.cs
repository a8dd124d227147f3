namespace Gateway.Cli.Explaining.Json;

/// <summary>One value of a document, with the bytes that it had.</summary>
/// <param name="kind">What it is.</param>
/// <param name="start">Where it begins in the body.</param>
internal sealed class JsonItem(JsonItemKind kind, int start)
{
    public JsonItemKind Kind => kind;

    public int Start => start;

    /// <summary>Of its bytes, those of all that stands in it included.</summary>
    public int Length { get; set; }

    /// <summary>Of a text: which of <see cref="JsonSource.Texts"/> it is.</summary>
    public int Text { get; init; } = -1;

    /// <summary>The name of the nearest member that it stands in; empty for none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The values of an object or a list, in order.</summary>
    public List<JsonItem> Items { get; } = [];

    /// <summary>The names of an object's members, each one of <see cref="JsonSource.Texts"/>.</summary>
    public List<int> Names { get; } = [];
}
