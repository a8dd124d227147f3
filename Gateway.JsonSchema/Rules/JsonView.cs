namespace Gateway.JsonSchema.Rules;

/// <summary>A body together with its tokens.</summary>
internal readonly ref struct JsonView(ReadOnlySpan<byte> json, ReadOnlySpan<JsonToken> tokens)
{
    public ReadOnlySpan<byte> Json { get; } = json;

    public ReadOnlySpan<JsonToken> Tokens { get; } = tokens;

    public ReadOnlySpan<byte> Raw(int at) => Tokens[at].Raw(Json);

    public JsonNumber Number(int at) => new(Raw(at));
}
