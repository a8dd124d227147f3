using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gateway.JsonSchema;

/// <summary>
/// Finds where a text is not strict JSON, for people: a second, slower pass. Only for files of the operator's own.
/// </summary>
internal static class JsonPosition
{
    /// <summary>A defect in words, with line and column (in characters, from 1) where there is such a place, and the bound that is passed.</summary>
    /// <param name="defect">As <see cref="StrictJson.Check(ReadOnlySpan{byte}, StrictJsonOptions)"/> found it.</param>
    /// <param name="utf8">The same text.</param>
    /// <param name="options">With which it was read.</param>
    public static string Describe(JsonDefect defect, ReadOnlySpan<byte> utf8, StrictJsonOptions options)
    {
        var bound = defect switch
        {
            JsonDefect.TooDeep => string.Create(CultureInfo.InvariantCulture, $", more than {options.MaxDepth} levels"),
            JsonDefect.TooManyValues => string.Create(CultureInfo.InvariantCulture, $", more than {options.MaxValues}"),
            _ => "",
        };
        var at = Find(defect, utf8, options.MaxDepth);
        if (at < 0)
        {
            return $"{defect}{bound}";
        }

        var before = utf8[..Math.Min(at, utf8.Length)];
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{defect} at line {line}, column {column}{bound}");
    }

    /// <summary>The offset of the first byte that does not belong, or -1.</summary>
    private static int Find(JsonDefect defect, ReadOnlySpan<byte> utf8, int maxDepth)
    {
        if (defect is JsonDefect.ByteOrderMark or JsonDefect.TooLarge or JsonDefect.TooManyValues or JsonDefect.NoMemory)
        {
            return -1;
        }

        var start = utf8 is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        var invalid = defect == JsonDefect.InvalidUtf8 ? FindInvalid(utf8) : -1;
        return invalid >= 0 ? invalid : FindByReading(defect, utf8[start..], maxDepth) is >= 0 and var found ? start + found : -1;
    }

    private static int FindInvalid(ReadOnlySpan<byte> utf8)
    {
        for (var at = 0; at < utf8.Length;)
        {
            if (Rune.DecodeFromUtf8(utf8[at..], out _, out var length) != OperationStatus.Done)
            {
                return at;
            }

            at += length;
        }

        return -1;
    }

    private static int FindByReading(JsonDefect defect, ReadOnlySpan<byte> utf8, int maxDepth)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = StrictJsonOptions.LargestDepth + 1 });
        var names = new Stack<HashSet<string>>();
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray when defect == JsonDefect.TooDeep && reader.CurrentDepth >= maxDepth:
                        return (int)reader.TokenStartIndex;
                    case JsonTokenType.StartObject:
                        names.Push(new HashSet<string>(StringComparer.Ordinal));
                        break;
                    case JsonTokenType.EndObject:
                        names.Pop();
                        break;
                    case JsonTokenType.PropertyName when !names.Peek().Add(reader.GetString()!) && defect == JsonDefect.DuplicateName:
                        return (int)reader.TokenStartIndex;
                    case JsonTokenType.String:
                        _ = reader.GetString();
                        break;
                }
            }

            return -1;
        }
        catch (JsonException wrong)
        {
            return OffsetOf(wrong, utf8);
        }
        catch (InvalidOperationException) // half a surrogate pair, escaped
        {
            return (int)reader.TokenStartIndex;
        }
    }

    private static int OffsetOf(JsonException wrong, ReadOnlySpan<byte> utf8)
    {
        var start = 0;
        for (var line = wrong.LineNumber ?? 0; line > 0; line--)
        {
            start += utf8[start..].IndexOf((byte)'\n') + 1;
        }

        return start + (int)(wrong.BytePositionInLine ?? 0);
    }
}
