using System.Text.Unicode;

namespace Gateway.JsonSchema;

/// <summary>
/// The one pass over a body: holds it to the grammar of RFC 8259 and writes the tape as it goes. It never recurses.
/// </summary>
internal ref partial struct JsonScanner(
    ReadOnlySpan<byte> body, JsonTape tape, Span<JsonToken> room, StrictJsonOptions options, int maxValues)
{
    private readonly ReadOnlySpan<byte> _json = body;
    private Span<JsonToken> _tokens = room;
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
        var tokens = _tokens = AtMost(_tokens);
        var outer = tape.OuterContainers;
        var open = default(OpenContainer);
        var count = 0;
        var depth = 0;
        var nameFollows = false;
        while (true)
        {
            if (count + 2 > tokens.Length)
            {
                if (count > maxValues) // here, too: neither time nor memory for what is refused at the end
                {
                    return Fail(JsonDefect.TooManyValues);
                }

                _tokens = tokens = AtMost(tape.Grow(count)); // room for a name and its value
                if (tokens.IsEmpty)
                {
                    return Fail(JsonDefect.NoMemory);
                }
            }

            if (nameFollows)
            {
                at = ScanName(at, ref tokens[count], count, ref open);
                if (at < 0)
                {
                    return -1;
                }

                count++;
            }

            at = SkipWhiteSpace(json, at);
            if ((uint)at >= (uint)json.Length)
            {
                return -1;
            }

            var first = json[at];
            if (first == '"')
            {
                var end = FindQuote(at + 1, out var escaped);
                if (end < 0)
                {
                    return -1;
                }

                tokens[count] = new JsonToken(JsonKind.String, escaped, at + 1, end - at - 1, count + 1, 0);
                count++;
                at = end + 1;
            }
            else if (first is (byte)'{' or (byte)'[')
            {
                if (depth >= options.MaxDepth)
                {
                    return Fail(JsonDefect.TooDeep);
                }

                outer = depth < outer.Length ? outer : tape.GrowOuterContainers();
                outer[depth++] = open;
                open = new OpenContainer { Token = count, Closer = (byte)(first + 2) };
                tokens[count++] = new JsonToken(first == '{' ? JsonKind.Object : JsonKind.Array, false, at, 0, 0, 0);
                at = SkipWhiteSpace(json, at + 1);
                if ((uint)at >= (uint)json.Length || json[at] != open.Closer)
                {
                    nameFollows = first == '{';
                    continue;
                }
            }
            else
            {
                at = ScanLiteral(at, first, ref tokens[count], count + 1);
                if (at < 0)
                {
                    return -1;
                }

                count++;
            }

            // A value is complete: take what closes with it, up to the comma before the next one.
            while (true)
            {
                if (depth == 0)
                {
                    Count = count;
                    return count <= maxValues ? at : Fail(JsonDefect.TooManyValues);
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

                if (next != open.Closer || (count = Close(open, at, count)) < 0)
                {
                    return -1;
                }

                open = outer[--depth];
            }
        }
    }

    /// <summary>Room for as many tokens as are allowed, one more that tells that there are more, and a name beside it.</summary>
    private readonly Span<JsonToken> AtMost(Span<JsonToken> room) => room.Length - 2 > maxValues ? room[..(maxValues + 2)] : room;

    /// <summary>Completes a container's token; how many tokens there are then, or -1.</summary>
    private int Close(in OpenContainer open, int end, int count)
    {
        var tokens = _tokens;
        ref var token = ref tokens[open.Token];
        var members = open.Count + (count == open.Token + 1 ? 0 : 1); // one more than there were commas
        token = new JsonToken(token.Kind, marked: false, token.Start, end - token.Start, count, (uint)members);
        if (open.Closer == ']' || (members <= RepeatedNames.Few && !options.AllowDuplicateNames))
        {
            return count;
        }

        if (RepeatedNames.Find(_json, tokens, open.Token, tape.Memory) is not { } repeated)
        {
            return Fail(JsonDefect.NoMemory);
        }

        if (!repeated)
        {
            return count;
        }

        if (!options.AllowDuplicateNames)
        {
            return Fail(JsonDefect.DuplicateName);
        }

        // Of a name that stands twice the last counts for everything that reads the tape: the others are not on it.
        var dropped = ShadowedMembers.Drop(_json, tokens, open.Token, ref count);
        token = new JsonToken(token.Kind, marked: false, token.Start, end - token.Start, count, (uint)(members - dropped));
        return count;
    }

    private int Fail(JsonDefect defect)
    {
        _defect = defect;
        return -1;
    }
}
