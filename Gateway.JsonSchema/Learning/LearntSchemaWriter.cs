using System.Text.Json;
using Gateway.JsonSchema.Rules;

namespace Gateway.JsonSchema.Learning;

/// <summary>Writes what was learnt as keywords of 2020-12, names in the order in which they were first seen.</summary>
internal static class LearntSchemaWriter
{
    private static readonly (JsonTypes Type, string Name)[] Types =
    [
        (JsonTypes.Object, "object"), (JsonTypes.Array, "array"), (JsonTypes.Text, "string"), (JsonTypes.Number, "number"),
        (JsonTypes.Integer, "integer"), (JsonTypes.Boolean, "boolean"), (JsonTypes.Null, "null"),
    ];

    /// <param name="writer">In an object that is open.</param>
    /// <param name="place">What was seen.</param>
    /// <param name="member">The name that it stands behind; of elements, that of their array.</param>
    public static void WriteKeywords(Utf8JsonWriter writer, LearntPlace place, string member)
    {
        WriteType(writer, place.Types);
        if (place.Types.HasFlag(JsonTypes.Text))
        {
            WriteText(writer, place, member);
        }

        if (place.Types.HasFlag(JsonTypes.Object))
        {
            WriteObject(writer, place.Object, member);
        }

        if (place.Items is { } items && !place.HasMoreItems)
        {
            WriteSchema(writer, "items", items, member);
        }
    }

    private static void WriteType(Utf8JsonWriter writer, JsonTypes seen)
    {
        // Every integer is a number.
        var types = seen.HasFlag(JsonTypes.Number) ? seen & ~JsonTypes.Integer : seen;
        var names = Types.Where(type => (types & type.Type) != JsonTypes.None).Select(type => type.Name).ToList();
        if (names.Count == 1)
        {
            writer.WriteString("type", names[0]);
        }
        else if (names.Count > 1)
        {
            writer.WriteStartArray("type");
            names.ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
        }
    }

    private static void WriteText(Utf8JsonWriter writer, LearntPlace place, string member)
    {
        if (place.Text.Format(member) is { } format)
        {
            writer.WriteString("format", format);
            return;
        }

        // What is no text would have to be listed, too.
        var values = place.Text.Enumeration(member);
        if (values.Count == 0 || (place.Types & ~(JsonTypes.Text | JsonTypes.Null)) != JsonTypes.None)
        {
            return;
        }

        writer.WriteStartArray("enum");
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        if (place.Types.HasFlag(JsonTypes.Null))
        {
            writer.WriteNullValue();
        }

        writer.WriteEndArray();
    }

    private static void WriteObject(Utf8JsonWriter writer, LearntObject learnt, string member)
    {
        learnt.Settle();
        var required = learnt.Names.Where(name => learnt[name].Count == learnt.Count).ToList();
        if (required.Count > 0)
        {
            writer.WriteStartArray("required");
            required.ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
        }

        if (learnt.Names.Count > 0)
        {
            writer.WriteStartObject("properties");
            foreach (var name in learnt.Names)
            {
                WriteSchema(writer, name, learnt[name].Place, name);
            }

            writer.WriteEndObject();
        }

        if (learnt.Values is { } values && !learnt.IsPartial)
        {
            WriteValues(writer, learnt, values, member);
        }
    }

    /// <summary>Beside names that were chosen, a name that is new is left open: it may be one of those.</summary>
    private static void WriteValues(Utf8JsonWriter writer, LearntObject learnt, LearntPlace values, string member)
    {
        if (learnt.Names.Count == 0)
        {
            WriteSchema(writer, "additionalProperties", values, member);
        }
        else if (learnt.HasNumbersOnly)
        {
            writer.WriteStartObject("patternProperties");
            WriteSchema(writer, "^[0-9]+$", values, member);
            writer.WriteEndObject();
        }
    }

    private static void WriteSchema(Utf8JsonWriter writer, string name, LearntPlace place, string member)
    {
        writer.WriteStartObject(name);
        WriteKeywords(writer, place, member);
        writer.WriteEndObject();
    }
}
