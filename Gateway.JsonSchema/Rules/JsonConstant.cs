using System.Text;

namespace Gateway.JsonSchema.Rules;

/// <summary>
/// A value that stands in a schema, kept as bytes and tokens like a payload so that the two compare alike.
/// </summary>
internal sealed class JsonConstant
{
    private readonly byte[] _json;
    private readonly JsonToken[] _tokens;

    public JsonConstant(ReadOnlySpan<byte> json)
    {
        _json = json.ToArray();
        using var tape = JsonTape.Rent();
        // The schema has passed the strict check as a whole; only its depth may be the caller's own.
        _ = tape.Read(_json, new StrictJsonOptions { MaxDepth = StrictJsonOptions.LargestDepth });
        _tokens = tape.Tokens.ToArray();
        Hash = JsonHash.Of(View, 0);
        Text = Kind == JsonKind.String
            ? Encoding.UTF8.GetBytes(JsonText.ToString(View.Raw(0), _tokens[0].IsEscaped))
            : null;
    }

    public JsonView View => new(_json, _tokens);

    public JsonKind Kind => _tokens[0].Kind;

    /// <summary>How many members or elements it has.</summary>
    public int Count => _tokens[0].Count;

    /// <summary>What a string means, without escapes; null for anything else.</summary>
    public byte[]? Text { get; }

    /// <summary>Equal values have equal hashes, however they are written.</summary>
    public ulong Hash { get; }
}
