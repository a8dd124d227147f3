using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>Writes a JSON document as another program would, its numbers as they stand.</summary>
internal sealed class JsonWriting(JsonStyle style)
{
    private const string HtmlCharacters = "<>&\u2028\u2029";
    private const string DotNetCharacters = "<>&'\"+`";

    private readonly StringBuilder _text = new();

    public static byte[] Write(JsonElement document, JsonStyle style)
    {
        var writing = new JsonWriting(style);
        writing.Value(document, depth: 0);
        return Encoding.UTF8.GetBytes(writing._text.ToString());
    }

    private void Value(JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                IEnumerable<JsonProperty> members = value.EnumerateObject();
                members = style.IsSorted ? members.OrderBy(member => member.Name, StringComparer.Ordinal) : members;
                Items('{', '}', members, depth, member =>
                {
                    Text(RawName(member), member.Name);
                    _text.Append(':').Append(style.AfterColon);
                    Value(member.Value, depth + 1);
                });
                break;
            case JsonValueKind.Array:
                Items('[', ']', value.EnumerateArray(), depth, item => Value(item, depth + 1));
                break;
            case JsonValueKind.String:
                Text(value.GetRawText(), style.Strings == JsonStringStyle.AsReceived ? "" : value.GetString()!);
                break;
            default:
                _text.Append(value.GetRawText());
                break;
        }
    }

    private void Items<T>(char open, char close, IEnumerable<T> items, int depth, Action<T> write)
    {
        _text.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            _text.Append(isFirst ? "" : ",");
            if (style.Indent is null)
            {
                _text.Append(isFirst ? "" : style.AfterComma);
            }
            else
            {
                Line(depth + 1);
            }

            isFirst = false;
            write(item);
        }

        if (!isFirst && style.Indent is not null)
        {
            Line(depth);
        }

        _text.Append(close);
    }

    private void Line(int depth)
    {
        _text.Append('\n');
        for (var i = 0; i < depth; i++)
        {
            _text.Append(style.Indent);
        }
    }

    private static string RawName(JsonProperty member)
    {
        var raw = member.ToString(); // "name":value, as received
        var end = 1;
        while (raw[end] != '"')
        {
            end += raw[end] == '\\' ? 2 : 1;
        }

        return raw[..(end + 1)];
    }

    private void Text(string raw, string value)
    {
        if (style.Strings == JsonStringStyle.AsReceived)
        {
            _text.Append(raw);
            return;
        }

        _text.Append('"');
        foreach (var c in value)
        {
            Character(c);
        }

        _text.Append('"');
    }

    private void Character(char c)
    {
        switch (c)
        {
            case '"' when style.Strings != JsonStringStyle.HtmlAndAscii:
                _text.Append("\\\"");
                break;
            case '\\':
                _text.Append("\\\\");
                break;
            case '\n':
                _text.Append("\\n");
                break;
            case '\r':
                _text.Append("\\r");
                break;
            case '\t':
                _text.Append("\\t");
                break;
            case '\b':
                _text.Append("\\b");
                break;
            case '\f':
                _text.Append("\\f");
                break;
            case '/' when style.Strings is JsonStringStyle.Slashes or JsonStringStyle.AsciiAndSlashes:
                _text.Append("\\/");
                break;
            case var other when IsEscaped(other):
                var digits = style.Strings is JsonStringStyle.AsciiUpper or JsonStringStyle.HtmlAndAscii ? "X4" : "x4";
                _text.Append("\\u").Append(((int)c).ToString(digits, CultureInfo.InvariantCulture));
                break;
            default:
                _text.Append(c);
                break;
        }
    }

    private bool IsEscaped(char c) => c < ' ' || style.Strings switch
    {
        JsonStringStyle.Ascii or JsonStringStyle.AsciiUpper or JsonStringStyle.AsciiAndSlashes => c > '~',
        JsonStringStyle.Html => HtmlCharacters.Contains(c, StringComparison.Ordinal),
        JsonStringStyle.HtmlAndAscii => c > '~' || DotNetCharacters.Contains(c, StringComparison.Ordinal),
        _ => false,
    };
}
