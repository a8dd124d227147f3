using System.Text.Json;
using Gateway.JsonSchema;

namespace Gateway.Intake;

/// <summary>
/// The body read as JSON: once, when a stage first asks for it, with the values of all the route's pointers. Strict, unless the
/// route says otherwise: what two parsers could read differently is not read at all.
/// </summary>
internal sealed class JsonBody(BufferedBody body, JsonPointerSet pointers, StrictJsonOptions options) : IDisposable
{
    private JsonTape? _tape;
    private LocatedValue[] _values = [];

    /// <summary>The body's tokens, for the schema; only after <see cref="Read()"/> found no defect.</summary>
    public JsonTape Tape => _tape ?? throw new InvalidOperationException("The body has not been read as JSON.");

    /// <summary>What was found wrong; none as long as nobody has asked for the JSON.</summary>
    public JsonDefect Defect { get; private set; }

    public JsonDefect Read()
    {
        if (_tape is null)
        {
            _tape = JsonTape.Rent();
            Defect = _tape.Read(body.Memory.Span, options);
            if (pointers.Count > 0)
            {
                _values = new LocatedValue[pointers.Count];
                pointers.Locate(body.Memory.Span, _tape, _values);
            }
        }

        return Defect;
    }

    /// <summary>The value of one pointer. Null, arrays and objects name nothing and count as missing.</summary>
    public ValueState Read(int index, out ReadOnlyMemory<char> value)
    {
        value = default;
        if (Read() != JsonDefect.None)
        {
            return ValueState.Unreadable;
        }

        ref readonly var located = ref _values[index];
        if (!located.IsScalar || located.Length == 0)
        {
            return ValueState.Missing;
        }

        value = located.GetString(body.Memory.Span).AsMemory();
        return ValueState.Found;
    }

    /// <summary>Whether nothing stands at one pointer: no empty text, null, array or object either.</summary>
    public bool IsAbsent(int index) => Read() == JsonDefect.None && !_values[index].IsFound;

    /// <summary>Whether a list of exactly one element stands at one pointer, whatever the element is.</summary>
    public bool IsListOfOne(int index)
    {
        var list = ListAt(index);
        var reader = new Utf8JsonReader(list);
        if (list.IsEmpty || !reader.Read() || !reader.Read() || reader.TokenType == JsonTokenType.EndArray)
        {
            return false;
        }

        reader.Skip();
        return reader.Read() && reader.TokenType == JsonTokenType.EndArray;
    }

    /// <summary>The list at one pointer, from bracket to bracket; empty if there is none.</summary>
    public ReadOnlySpan<byte> ListAt(int index) =>
        Read() == JsonDefect.None && _values[index] is { Kind: JsonKind.Array } list ? list.Raw(body.Memory.Span) : default;

    /// <summary>Whether a list without elements stands at one pointer.</summary>
    public bool IsEmptyList(int index) =>
        Read() == JsonDefect.None
        && _values[index] is { Kind: JsonKind.Array } list
        && !list.Raw(body.Memory.Span)[1..^1].ContainsAnyExcept(" \t\r\n"u8);

    public void Dispose() => _tape?.Dispose();
}
