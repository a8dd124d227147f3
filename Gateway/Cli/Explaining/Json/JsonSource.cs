using System.Text;
using System.Text.Json;

namespace Gateway.Cli.Explaining.Json;

/// <summary>A JSON body as it arrived, in its parts, to be written again as another program would.</summary>
internal sealed class JsonSource
{
    /// <summary>Levels of lists and objects.</summary>
    public const int MaxDepth = 128;

    private const int MaxBytes = 4 * 1024 * 1024;

    private readonly List<JsonText> _texts = [];
    private readonly List<(int Start, int Length, int Text, JsonItem? Item)> _leaves = [];

    private JsonSource(byte[] body) => Body = body;

    /// <summary>The bytes that arrived, without a byte order mark.</summary>
    public byte[] Body { get; }

    public JsonItem Root { get; private set; } = new(JsonItemKind.Word, 0);

    public IReadOnlyList<JsonText> Texts => _texts;

    /// <summary>How deep each of its values stands, put together.</summary>
    public long Depths { get; private set; }

    /// <summary>What stands between the punctuation, in the order of the body: names, texts, numbers, words, empty lists and objects.</summary>
    public IReadOnlyList<(int Start, int Length, int Text, JsonItem? Item)> Leaves => _leaves;

    /// <summary>The document; null if the body is none, or too large to write it many times.</summary>
    public static JsonSource? Read(byte[] body)
    {
        if (body.AsSpan().StartsWith(Encoding.UTF8.Preamble))
        {
            body = body[Encoding.UTF8.Preamble.Length..];
        }

        if (body.Length is 0 or > MaxBytes)
        {
            return null;
        }

        var source = new JsonSource(body);
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            source.Root = source.Value(ref reader, "");
            return reader.Read() ? null : source;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Every value, whatever it stands in.</summary>
    public IEnumerable<JsonItem> All()
    {
        var open = new Stack<JsonItem>([Root]);
        while (open.TryPop(out var item))
        {
            yield return item;
            for (var i = item.Items.Count - 1; i >= 0; i--)
            {
                open.Push(item.Items[i]);
            }
        }
    }

    private JsonItem Value(ref Utf8JsonReader reader, string name)
    {
        var start = (int)reader.TokenStartIndex;
        Depths += reader.CurrentDepth;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new JsonItem(JsonItemKind.Object, start) { Name = name };
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var text = Text(ref reader);
                    members.Names.Add(text);
                    _leaves.Add((_texts[text].Start, _texts[text].Length, text, null));
                    reader.Read();
                    members.Items.Add(Value(ref reader, _texts[text].Value ?? ""));
                }

                return Closed(members, ref reader);
            case JsonTokenType.StartArray:
                var list = new JsonItem(JsonItemKind.List, start) { Name = name };
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    list.Items.Add(Value(ref reader, name));
                }

                return Closed(list, ref reader);
            case JsonTokenType.String:
                return Leaf(new JsonItem(JsonItemKind.Text, start) { Name = name, Text = Text(ref reader) }, ref reader);
            default:
                var kind = reader.TokenType == JsonTokenType.Number ? JsonItemKind.Number : JsonItemKind.Word;
                return Leaf(new JsonItem(kind, start) { Name = name }, ref reader);
        }
    }

    private JsonItem Closed(JsonItem item, ref Utf8JsonReader reader)
    {
        item.Length = (int)reader.BytesConsumed - item.Start;
        if (item.Items.Count == 0)
        {
            _leaves.Add((item.Start, item.Length, -1, item));
        }

        return item;
    }

    private JsonItem Leaf(JsonItem item, ref Utf8JsonReader reader)
    {
        item.Length = (int)reader.BytesConsumed - item.Start;
        _leaves.Add((item.Start, item.Length, item.Text, item));
        return item;
    }

    private int Text(ref Utf8JsonReader reader)
    {
        string? value;
        try
        {
            value = reader.GetString();
        }
        catch (InvalidOperationException)
        {
            value = null; // Half of a surrogate pair, or bytes that are not UTF-8.
        }

        _texts.Add(new JsonText((int)reader.TokenStartIndex, reader.ValueSpan.Length + 2, value));
        return _texts.Count - 1;
    }
}
