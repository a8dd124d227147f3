using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Gateway.Reading;

/// <summary>
/// A configuration file taken apart as configuration does it, into keys with colons and texts, and what that loses: of which kind a
/// value was. Comments and trailing commas are let through; a name that stands twice is not, in whatever case.
/// </summary>
internal sealed class JsonFile
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly byte[] _json;
    private readonly ProblemList _problems;
    private readonly KeyTree _keys = new() { Kind = JsonValueKind.Object };

    /// <summary>Where what a key holds was named, as it was written there.</summary>
    private readonly Dictionary<KeyTree, (string Name, int Offset)> _names = new(ReferenceEqualityComparer.Instance);

    /// <summary>The names and numbers on the way to where it is read.</summary>
    private readonly List<string> _place = [];

    private int _textAt; // Of the text that was read last.

    private JsonFile(byte[] json, ProblemList problems)
    {
        _json = json;
        _problems = problems;
    }

    /// <summary>What each key holds, objects and arrays included; the text is null for null and {}, and empty for [].</summary>
    public KeyTree Keys => _keys;

    /// <summary>The keys of the root, each up to its first colon.</summary>
    public IEnumerable<string> Sections => _keys.Children.Select(child => child.Key).Where(key => key.Length > 0);

    /// <summary>Reads a file; null if it is not JSON, which is reported with its place.</summary>
    /// <param name="path">The file's name in messages.</param>
    /// <param name="content">All of it.</param>
    /// <param name="problems">Where problems go.</param>
    public static JsonFile? Read(string path, byte[] content, ProblemList problems)
    {
        if (Decode(content, out var invalidAt) is not { } json)
        {
            problems.Add(JsonPath.Root, $"'{path}' is not UTF-8: {invalidAt}. Save it in that encoding.");
            return null;
        }

        if (json.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            problems.Add(JsonPath.Root, $"'{path}' is empty where an object is expected.");
            return null;
        }

        var file = new JsonFile(json, problems);
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                problems.Add(JsonPath.Root, $"'{path}' holds {NameOf(reader.TokenType)} where an object is expected.");
                return null;
            }

            file.ReadMembers(ref reader, file._keys);
            reader.Read(); // Nothing may follow.
            return file;
        }
        catch (JsonException exception)
        {
            var message = exception.Message.StartsWith("Expected depth", StringComparison.Ordinal)
                ? "it ends before every object and array is closed."
                : exception.Message.Split(" LineNumber:")[0];
            problems.Add(JsonPath.Root, $"'{path}' is not JSON at {file.PositionOf(exception)}: {message}");
            return null;
        }
        catch (InvalidOperationException)
        {
            // What the reader says of an escape that is no text (Utf8JsonReader.GetString).
            var position = TextPosition.At(json, file._textAt);
            problems.Add(JsonPath.Root, $"'{path}' is not JSON at {position}: an escape of half a surrogate pair is no character.");
            return null;
        }
    }

    /// <summary>The text as UTF-8 without a byte order mark; null and where it is none. UTF-16 with a mark is let through.</summary>
    private static byte[]? Decode(byte[] content, out TextPosition invalidAt)
    {
        invalidAt = default;
        if (content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            using var text = new StreamReader(new MemoryStream(content));
            return Encoding.UTF8.GetBytes(text.ReadToEnd());
        }

        var utf8 = content is [0xEF, 0xBB, 0xBF, ..] ? content[3..] : content;
        if (Utf8.IsValid(utf8))
        {
            return utf8;
        }

        var offset = 0;
        while (Rune.DecodeFromUtf8(utf8.AsSpan(offset), out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
        }

        invalidAt = TextPosition.At(utf8, offset);
        return null;
    }

    private string Text(ref Utf8JsonReader reader)
    {
        _textAt = (int)reader.TokenStartIndex;
        return reader.GetString()!;
    }

    private void ReadValue(ref Utf8JsonReader reader, KeyTree key)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                key.Kind = JsonValueKind.Object;
                ReadMembers(ref reader, key);
                break;
            case JsonTokenType.StartArray:
                key.Kind = JsonValueKind.Array;
                ReadItems(ref reader, key);
                break;
            case JsonTokenType.Null:
                (key.Kind, key.Value) = (JsonValueKind.Null, null);
                break;
            case JsonTokenType.String:
                (key.Kind, key.Value) = (JsonValueKind.String, Text(ref reader));
                break;
            case JsonTokenType.Number:
                (key.Kind, key.Value) = (JsonValueKind.Number, Encoding.UTF8.GetString(reader.ValueSpan));
                break;
            case JsonTokenType.True:
                (key.Kind, key.Value) = (JsonValueKind.True, bool.TrueString);
                break;
            default:
                (key.Kind, key.Value) = (JsonValueKind.False, bool.FalseString);
                break;
        }
    }

    private void ReadMembers(ref Utf8JsonReader reader, KeyTree key)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var offset = (int)reader.TokenStartIndex;
            var name = Text(ref reader);
            var member = key.At(name);
            reader.Read();
            _place.Add(name);
            if (_names.TryGetValue(member, out var other))
            {
                ReportTwice(_place.Aggregate(JsonPath.Root, JsonPath.Below), name, offset, other);
                reader.Skip();
            }
            else
            {
                _names[member] = (name, offset);
                ReadValue(ref reader, member);
            }

            _place.RemoveAt(_place.Count - 1);
        }
    }

    private void ReadItems(ref Utf8JsonReader reader, KeyTree key)
    {
        var index = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var name = index++.ToString(CultureInfo.InvariantCulture);
            _place.Add(name);
            ReadValue(ref reader, key.At(name));
            _place.RemoveAt(_place.Count - 1);
        }

        if (index == 0)
        {
            key.Value = "";
        }
    }

    private void ReportTwice(string path, string name, int offset, (string Name, int Offset) other)
    {
        var (here, there) = (TextPosition.At(_json, offset), TextPosition.At(_json, other.Offset));
        var same = name == other.Name
            ? "stands twice"
            : $"is '{other.Name}' once more, since keys have no upper or lower case and a colon parts them";
        _problems.Add(path, $"{same}: at {there} and at {here}. Keep one of the two.");
    }

    /// <summary>The reader counts lines from 0 by line feeds alone, and bytes.</summary>
    private TextPosition PositionOf(JsonException exception)
    {
        var offset = 0;
        for (var line = exception.LineNumber; line > 0; line--)
        {
            offset += _json.AsSpan(offset).IndexOf((byte)'\n') + 1;
        }

        return TextPosition.At(_json, Math.Min(offset + (int)(exception.BytePositionInLine ?? 0), _json.Length));
    }

    private static string NameOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}
