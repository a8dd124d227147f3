using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Reading;

/// <summary>Writes what was read of a configuration as the JSON that says the same: what it is after presets and defaults are merged.</summary>
/// <param name="types">All types that it consists of.</param>
/// <param name="shown">What is written in a section's place, such as a secret without where it is.</param>
internal sealed class ConfigurationPrinter(ConfigurationTypes types, Func<object, object> shown)
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public byte[] Print(object section)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Indented))
        {
            Write(writer, section);
        }

        return stream.ToArray();
    }

    private void Write(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int or long or double:
                writer.WriteRawValue(Convert.ToString(value, CultureInfo.InvariantCulture)!);
                break;
            case DateTimeOffset time:
                writer.WriteStringValue(time);
                break;
            case IDictionary dictionary:
                writer.WriteStartObject();
                foreach (DictionaryEntry entry in dictionary)
                {
                    writer.WritePropertyName((string)entry.Key);
                    Write(writer, entry.Value!);
                }

                writer.WriteEndObject();
                break;
            case IEnumerable list:
                writer.WriteStartArray();
                foreach (var item in list)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteSectionOrWord(writer, value);
                break;
        }
    }

    private void WriteSectionOrWord(Utf8JsonWriter writer, object value)
    {
        if (value is Enum or TimeSpan || types.Find(value.GetType()) is not { } type)
        {
            writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
            return;
        }

        var section = shown(value);
        writer.WriteStartObject();
        foreach (var key in type.Keys)
        {
            if (type.Property(key)!.GetValue(section) is { } inner)
            {
                writer.WritePropertyName(key);
                Write(writer, inner);
            }
        }

        writer.WriteEndObject();
    }
}
