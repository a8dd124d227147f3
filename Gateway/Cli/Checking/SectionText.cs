using System.Text;
using System.Text.Json;
using Gateway.Reading;

namespace Gateway.Cli.Checking;

/// <summary>A section of the configuration as JSON. Of a secret that has a name the name alone; else its reference is its name.</summary>
internal static class SectionText
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // For a terminal, and no page.
    };

    public static string Of(ConfigurationNode node)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Indented))
        {
            Write(json, node);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static void Write(Utf8JsonWriter json, ConfigurationNode node)
    {
        if (node.IsList)
        {
            json.WriteStartArray();
            foreach (var item in node.Items())
            {
                Write(json, item);
            }

            json.WriteEndArray();
        }
        else if (node.Children.Count > 0)
        {
            json.WriteStartObject();
            var isNamed = node.Child("Id") is not null;
            foreach (var (key, child) in node.Children)
            {
                if (!isNamed || !string.Equals(key, "Value", StringComparison.OrdinalIgnoreCase))
                {
                    json.WritePropertyName(key);
                    Write(json, child);
                }
            }

            json.WriteEndObject();
        }
        else
        {
            WriteValue(json, node);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, ConfigurationNode node)
    {
        switch (node.Kind)
        {
            case JsonValueKind.Null:
                json.WriteNullValue();
                break;
            case JsonValueKind.Object:
                json.WriteStartObject();
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                json.WriteEndArray();
                break;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False when node.Value is { } value:
                json.WriteRawValue(value.ToLowerInvariant());
                break;
            default:
                json.WriteStringValue(node.Value ?? "");
                break;
        }
    }
}
