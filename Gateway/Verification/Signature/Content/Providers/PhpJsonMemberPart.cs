using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Intake;

namespace Gateway.Verification.Signature.Content.Providers;

/// <summary>
/// <c>{php-json:body:/pointer}</c>: an object or a list of the body as PHP's <c>json_encode</c> writes it by default, which is what Treezor signs: no blanks,
/// slashes and all that is not ASCII escaped. Numbers stay as they stand.
/// </summary>
/// <param name="index">Of its pointer among the route's.</param>
internal sealed class PhpJsonMemberPart(int index) : IContentPart
{
    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        if (webhook.Form is not null)
        {
            return ValueState.Unreadable;
        }

        var state = webhook.Json.ReadRaw(index, out var bytes);
        if (state != ValueState.Found)
        {
            return state;
        }

        // A letter of two bytes becomes an escape of six.
        if (!webhook.Memory.TryTakePassing(6L * bytes.Length))
        {
            return ValueState.Unreadable;
        }

        var json = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = webhook.Policy.Json.MaxDepth + 1 });
        var written = new StringBuilder(bytes.Length);
        var needsComma = false;
        while (json.Read())
        {
            Write(ref json, written, ref needsComma);
        }

        sink.Append(Encoding.ASCII.GetBytes(written.ToString()));
        return ValueState.Found;
    }

    private static void Write(ref Utf8JsonReader json, StringBuilder written, ref bool needsComma)
    {
        if (json.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
        {
            written.Append(json.TokenType == JsonTokenType.EndObject ? '}' : ']');
            needsComma = true;
            return;
        }

        written.Append(needsComma ? "," : "");
        needsComma = json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName);
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                written.Append(json.TokenType == JsonTokenType.StartObject ? '{' : '[');
                break;
            case JsonTokenType.PropertyName:
                WriteText(json.GetString()!, written);
                written.Append(':');
                break;
            case JsonTokenType.String:
                WriteText(json.GetString()!, written);
                break;
            default:
                written.Append(Encoding.ASCII.GetString(json.ValueSpan));
                break;
        }
    }

    private static void WriteText(string text, StringBuilder written)
    {
        written.Append('"');
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' or '\\' or '/' => written.Append('\\').Append(character),
                '\b' => written.Append("\\b"),
                '\f' => written.Append("\\f"),
                '\n' => written.Append("\\n"),
                '\r' => written.Append("\\r"),
                '\t' => written.Append("\\t"),
                < ' ' or > '~' and not '\u007f' => written.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => written.Append(character),
            };
        }

        written.Append('"');
    }
}
