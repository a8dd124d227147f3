using System.Text.Json;
using Gateway.Intake.Memory;
using Gateway.JsonSchema;

namespace Gateway.Intake;

/// <summary>
/// The body read as JSON: once, when a stage first asks for it, with the values of all the route's pointers. Strict, unless the
/// route says otherwise: what two parsers could read differently is not read at all.
/// </summary>
internal sealed class JsonBody(
    BufferedBody body, JsonPointerSet pointers, StrictJsonOptions options, MemoryAccount account) : IDisposable
{
    /// <summary>
    /// Names and values that are read before anything is proven: half a megabyte of tokens. Of the providers whose proof stands in the
    /// body, Microsoft Graph sends the most, some thirty for each of up to a thousand notifications.
    /// </summary>
    public const int MostUnprovenValues = 32_768;

    /// <summary>What a text of the body takes for each of its bytes: as UTF-16, and once more where escapes are undone.</summary>
    public const long BytesOfText = sizeof(char) + 1;

    /// <summary>
    /// Of one value as a text, in bytes, before anything is proven: signatures, stamps, names. What is longer and signed all the same is
    /// read by <see cref="ReadUtf8"/>.
    /// </summary>
    public const int MostUnprovenText = 64 * 1024;

    private bool _isRead;
    private ArraySegment<byte> _unescaped;
    private JsonTape? _tape;
    private LocatedValue[] _values = [];

    /// <summary>The sender is proven: from here on the route's own bound holds.</summary>
    public bool IsProven { get; set; }

    /// <summary>Whether a body that is no JSON counts as one without values.</summary>
    public bool AllowsMalformed { get; init; }

    /// <summary>Whether there is nothing to read values of: no body, or a malformed one that may be.</summary>
    private bool HasNoValues => body.Content.IsEmpty || (AllowsMalformed && Read() == JsonDefect.Malformed);

    /// <summary>Whether an object or a list begins here, whatever the type says.</summary>
    public static bool Resembles(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    /// <summary>What was found wrong; none as long as nobody has asked for the JSON.</summary>
    public JsonDefect Defect { get; private set; }

    public JsonDefect Read()
    {
        if (!_isRead)
        {
            _isRead = true;
            Defect = ReadTape();
        }

        return Defect;
    }

    /// <summary>The body's tokens, for the schema; null where <see cref="Read()"/> finds a defect.</summary>
    public JsonTape? ReadTokens()
    {
        if (Read() == JsonDefect.None && _tape is null)
        {
            Defect = ReadTape(); // Let go of since.
        }

        return Defect == JsonDefect.None ? _tape : null;
    }

    /// <summary>Before a wait: the tokens are ten times the body at worst, and read again in less time than waits take.</summary>
    public void LetGoOfTokens()
    {
        _tape?.Dispose();
        _tape = null;
        LetGoOfText();
    }

    /// <summary>The value of one pointer. Null, arrays and objects name nothing and count as missing.</summary>
    public ValueState Read(int index, out ReadOnlyMemory<char> value)
    {
        value = default;
        if (Read() != JsonDefect.None)
        {
            return HasNoValues ? ValueState.Missing : ValueState.Unreadable;
        }

        ref readonly var located = ref _values[index];
        if (!located.IsScalar || located.Length == 0)
        {
            return ValueState.Missing;
        }

        if ((!IsProven && located.Length > MostUnprovenText) || !account.TryTakePassing(located.Length * BytesOfText))
        {
            return ValueState.Unreadable;
        }

        value = located.GetString(body.Content.Span).AsMemory();
        return ValueState.Found;
    }

    /// <summary>As <see cref="Read(int, out ReadOnlyMemory{char})"/>, but as UTF-8 and of any length; valid until the next call.</summary>
    public ValueState ReadUtf8(int index, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (Read() != JsonDefect.None)
        {
            return HasNoValues ? ValueState.Missing : ValueState.Unreadable;
        }

        ref readonly var located = ref _values[index];
        if (!located.IsScalar || located.Length == 0)
        {
            return ValueState.Missing;
        }

        if (!located.IsEscaped)
        {
            text = located.Raw(body.Content.Span);
            return ValueState.Found;
        }

        LetGoOfText();
        if (!account.TryRent(located.Length, out _unescaped) || !located.TryCopyText(body.Content.Span, _unescaped, out var length))
        {
            return ValueState.Unreadable;
        }

        text = _unescaped.AsSpan(0, length);
        return ValueState.Found;
    }

    /// <summary>Whether nothing stands at one pointer: no empty text, null, array or object either.</summary>
    public bool IsAbsent(int index) => Read() == JsonDefect.None && !_values[index].IsFound;

    /// <summary>Whether a list or an object stands at one pointer, which is no value, and something all the same.</summary>
    public bool IsComposite(int index) =>
        Read() == JsonDefect.None && _values[index] is { IsFound: true, Kind: JsonKind.Array or JsonKind.Object };

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

    /// <summary>The bytes of the object or list at one pointer, from bracket to bracket.</summary>
    public ValueState ReadRaw(int index, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (Read() != JsonDefect.None)
        {
            return ValueState.Unreadable;
        }

        ref readonly var located = ref _values[index];
        if (located.Kind is not (JsonKind.Object or JsonKind.Array))
        {
            return located.IsFound ? ValueState.Unreadable : ValueState.Missing;
        }

        bytes = located.Raw(body.Content.Span);
        return ValueState.Found;
    }

    /// <summary>The list at one pointer, from bracket to bracket; empty if there is none.</summary>
    public ReadOnlySpan<byte> ListAt(int index) =>
        Read() == JsonDefect.None && _values[index] is { Kind: JsonKind.Array } list ? list.Raw(body.Content.Span) : default;

    /// <summary>Whether a list without elements stands at one pointer.</summary>
    public bool IsEmptyList(int index) =>
        Read() == JsonDefect.None
        && _values[index] is { Kind: JsonKind.Array } list
        && !list.Raw(body.Content.Span)[1..^1].ContainsAnyExcept(" \t\r\n"u8);

    public void Dispose() => LetGoOfTokens();

    private void LetGoOfText()
    {
        if (_unescaped.Count > 0)
        {
            account.Return(_unescaped);
            _unescaped = default;
        }
    }

    private JsonDefect ReadTape()
    {
        _tape = JsonTape.Rent(account);
        var defect = _tape.Read(body.Content.Span, options, IsProven ? int.MaxValue : MostUnprovenValues);
        if (pointers.Count > 0 && _values.Length == 0)
        {
            _values = new LocatedValue[pointers.Count];
            pointers.Locate(body.Content.Span, _tape, _values);
        }

        return defect;
    }
}
