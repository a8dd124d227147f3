using System.Text.Unicode;

namespace Gateway.JsonSchema;

/// <summary>
/// The one pass over a body: holds it to the grammar of RFC 8259 and writes the tape as it goes. It never recurses.
/// </summary>
internal ref partial struct JsonScanner(
    ReadOnlySpan<byte> body, JsonTape tape, JsonToken[] room, StrictJsonOptions options)
{
    private readonly ReadOnlySpan<byte> _json = body;
    private JsonToken[] _tokens = room;
    private JsonDefect _defect;

    /// <summary>How many tokens are written.</summary>
    public int Count { get; private set; }

    public JsonDefect Scan()
    {
        if (_json.Length > JsonToken.MaxLength)
        {
            return JsonDefect.TooLarge;
        }

        var start = _json is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        if (start > 0 && !options.AllowByteOrderMark)
        {
            return JsonDefect.ByteOrderMark;
        }

        // Vectorised over the whole body, far faster than string by string; outside strings all is ASCII anyway.
        if (!options.AllowInvalidUtf8 && !Utf8.IsValid(_json))
        {
            return JsonDefect.InvalidUtf8;
        }

        var end = ScanValue(start);
        if (end < 0)
        {
            return _defect == JsonDefect.None ? JsonDefect.Malformed : _defect;
        }

        var rest = SkipWhiteSpace(_json, end);
        if (rest == _json.Length)
        {
            return JsonDefect.None;
        }

        // "01" and "truex" are no value with something after it: they are no value at all.
        if (rest == end && _tokens[0].Kind < JsonKind.String)
        {
            return JsonDefect.Malformed;
        }

        return options.AllowTrailingContent ? JsonDefect.None : JsonDefect.TrailingContent;
    }

    /// <summary>Scans the whole value that starts at an offset and returns the offset after it, or -1.</summary>
    private int ScanValue(int at)
    {
        var json = _json;
        var outer = tape.OuterContainers;
        var checkNames = !options.AllowDuplicateNames;
        var open = new OpenContainer { Token = -1 };
        var depth = 0;
        var nameFollows = false;
        while (true)
        {
            if (nameFollows && (at = ScanName(at, open.Bottom, checkNames)) < 0)
            {
                return -1;
            }

            at = SkipWhiteSpace(json, at);
            if ((uint)at >= (uint)json.Length)
            {
                return -1;
            }

            var first = json[at];
            if (first is (byte)'{' or (byte)'[')
            {
                if (depth >= options.MaxDepth)
                {
                    return Fail(JsonDefect.TooDeep);
                }

                outer = depth < outer.Length ? outer : tape.GrowOuterContainers();
                outer[depth++] = open;
                open = new OpenContainer { Token = Count, Bottom = tape.Names.Top, Closer = (byte)(first + 2) };
                Add(first == '{' ? JsonKind.Object : JsonKind.Array, marked: false, at, length: 0);
                at = SkipWhiteSpace(json, at + 1);
                if ((uint)at >= (uint)json.Length || json[at] != open.Closer)
                {
                    nameFollows = first == '{';
                    continue;
                }
            }
            else
            {
                at = first == '"' ? ScanString(at) : ScanLiteral(at, first);
                if (at < 0)
                {
                    return -1;
                }
            }

            // A value is complete: take what closes with it, up to the comma before the next one.
            while (true)
            {
                if (depth == 0)
                {
                    return at;
                }

                at = SkipWhiteSpace(json, at);
                if ((uint)at >= (uint)json.Length)
                {
                    return -1;
                }

                var next = json[at++];
                if (next == ',')
                {
                    open.Count++;
                    nameFollows = open.Closer == '}';
                    break;
                }

                if (next != open.Closer || !TryClose(open, at, checkNames))
                {
                    return -1;
                }

                open = outer[--depth];
            }
        }
    }

    private bool TryClose(in OpenContainer open, int end, bool checkNames)
    {
        ref var token = ref _tokens[open.Token];
        var members = open.Count + (Count == open.Token + 1 ? 0 : 1); // one more than there were commas
        token = new JsonToken(token.Kind, marked: false, token.Start, end - token.Start, Count, (uint)members);
        if (!checkNames || open.Closer != '}' || tape.Names.TryPop(open.Bottom, _json, _tokens))
        {
            return true;
        }

        _defect = JsonDefect.DuplicateName;
        return false;
    }

    private void Add(JsonKind kind, bool marked, int start, int length, uint info = 0)
    {
        if (Count == _tokens.Length)
        {
            _tokens = tape.Grow(Count);
        }

        _tokens[Count] = new JsonToken(kind, marked, start, length, Count + 1, info);
        Count++;
    }

    private int Fail(JsonDefect defect)
    {
        _defect = defect;
        return -1;
    }
}
