using System.Runtime.InteropServices;
using System.Text.Json;
using Gateway.JsonSchema.Rules;

namespace Gateway.JsonSchema.Learning;

/// <summary>What was seen at one place of the payloads; all elements of an array are one place, and so are all members of a map.</summary>
internal sealed class LearntPlace
{
    /// <summary>With a number for anything but an integer.</summary>
    public JsonTypes Types { get; private set; }

    public LearntText Text { get; } = new();

    public LearntObject Object { get; } = new();

    /// <summary>All elements of the arrays; null if there were none.</summary>
    public LearntPlace? Items { get; private set; }

    /// <summary>Elements were passed over for want of room: what <see cref="Items"/> has is not all.</summary>
    public bool HasMoreItems { get; private set; }

    public void Add(JsonElement value, LearningRoom room, int depth)
    {
        Types |= TypeOf(value);
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                Text.Add(value.GetString()!);
                break;
            case JsonValueKind.Object:
                Object.Add(value, room, depth);
                break;
            case JsonValueKind.Array:
                AddItems(value, room, depth);
                break;
            default:
                break;
        }
    }

    /// <summary>Makes one place of two.</summary>
    public void Add(LearntPlace other)
    {
        Types |= other.Types;
        Text.Add(other.Text);
        Object.Add(other.Object);
        HasMoreItems |= other.HasMoreItems;
        if (other.Items is { } items)
        {
            Items ??= new LearntPlace();
            Items.Add(items);
        }
    }

    private void AddItems(JsonElement array, LearningRoom room, int depth)
    {
        foreach (var element in array.EnumerateArray())
        {
            Items ??= depth < LearningRoom.MostDepth && room.TryTake() ? new LearntPlace() : null;
            if (Items is null)
            {
                HasMoreItems = true;
                return;
            }

            Items.Add(element, room, depth + 1);
        }
    }

    private static JsonTypes TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonTypes.Object,
        JsonValueKind.Array => JsonTypes.Array,
        JsonValueKind.String => JsonTypes.Text,
        JsonValueKind.Number => new JsonNumber(JsonMarshal.GetRawUtf8Value(value)).IsInteger ? JsonTypes.Integer : JsonTypes.Number,
        JsonValueKind.Null => JsonTypes.Null,
        _ => JsonTypes.Boolean,
    };
}
