using System.Text.Json.Nodes;
using Gateway.Configuration;
using Gateway.Outcomes;
using Gateway.Reading;
using Gateway.Tests.Conventions;
using static Gateway.Tests.Configuration.EditorsSchemas.SchemaPart;

namespace Gateway.Tests.Configuration.EditorsSchemas;

/// <summary>The schemas of the gateway's own sections: keys and types of the configuration types, all else of the reference.</summary>
internal sealed class GatewaySchema(ReferencePage reference)
{
    /// <summary>Keys without which a section says nothing, where no preset can say them: of lists, which are replaced whole.</summary>
    private static readonly Dictionary<string, string[]> Required = new(StringComparer.Ordinal)
    {
        ["RateLimit"] = ["Limit", "Period"],
        ["Secret"] = ["Value"],
        ["EncryptionKey"] = ["Value"],
        ["AttestationKey"] = ["Value"],
        ["RedisStream"] = ["Configuration", "Key"],
        ["Nats"] = ["Url", "Subject"],
        ["RabbitMq"] = ["Url", "Exchange", "RoutingKey"],
        ["Kafka"] = ["Brokers", "Topic"],
        ["DeliveryRate"] = ["Limit", "Period"],
    };

    /// <summary>Keys of which a section has exactly one.</summary>
    private static readonly Dictionary<string, string[]> Choices = new(StringComparer.Ordinal)
    {
        ["Destination"] = ["Cluster", "RedisStream", "Nats", "RabbitMq", "Kafka"],
    };

    /// <summary>Lists that may not be empty.</summary>
    private static readonly Dictionary<string, (int Least, int? Most)> Counts = new(StringComparer.Ordinal)
    {
        ["Verification.IpAllowList"] = (1, null),
        ["Verification.RateLimit"] = (0, 16),
        ["Deduplication.Key"] = (1, 4),
        ["Delivery.To"] = (1, 16),
        ["Retry.Delays"] = (1, 50),
        ["Filter.In"] = (1, 256),
        ["Filter.All"] = (1, null),
        ["Filter.Any"] = (1, null),
        ["Attestation.Key"] = (1, 4),
    };

    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <summary>The definitions, by the names of the sections' types.</summary>
    public JsonObject Definitions()
    {
        var definitions = new JsonObject { ["Duration"] = Matching(DurationText.Pattern) };
        foreach (var (path, type) in ConfigurationSections.All)
        {
            if (_written.Add(NameOf(type)))
            {
                definitions[NameOf(type)] = Section(path, type);
            }
        }

        return definitions;
    }

    public static string NameOf(Type type) => type.Name[..^"Config".Length];

    private JsonObject Section(string path, Type type)
    {
        var configured = GatewayTypes.All[type];
        var section = Object(configured.Keys.Select(key =>
            KeyValuePair.Create<string, JsonNode?>(key, Property(path, key, type))));
        if (Required.GetValueOrDefault(NameOf(type)) is { } required)
        {
            section["required"] = new JsonArray([.. required.Select(key => (JsonNode)key)]);
        }

        if (Choices.GetValueOrDefault(NameOf(type)) is { } choices)
        {
            section["oneOf"] = new JsonArray([.. choices.Select(key => (JsonNode)new JsonObject { ["required"] = new JsonArray(key) })]);
        }

        // A text in the place of the object is short for one of its keys.
        return configured.Scalar is { } scalar
            ? AnyOf(GatewayForms.Of(Nullable.GetUnderlyingType(scalar.PropertyType) ?? scalar.PropertyType, reference[path, scalar.Name], words: null, isItem: true), section)
            : section;
    }

    private JsonObject Property(string path, string key, Type section)
    {
        var row = reference[path, key];
        var type = GatewayTypes.All[section].Property(key)!.PropertyType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        var form = Value($"{path}.{key}", $"{NameOf(section)}.{key}", type, row);
        var nullable = form.ContainsKey("anyOf") ? form : AnyOf(form);
        ((JsonArray)nullable["anyOf"]!).Add(Null);
        var property = new JsonObject { ["description"] = row.Description };
        if (ScalarText.Is(type) && DefaultOf(row, type, path) is { } byDefault)
        {
            property["default"] = byDefault;
        }

        foreach (var (name, part) in nullable.ToList())
        {
            nullable.Remove(name);
            property[name] = part;
        }

        return property;
    }

    private static JsonObject Value(string path, string key, Type type, ReferenceRow row)
    {
        if (type.IsGenericType && type.GetGenericArguments().Length == 1)
        {
            var item = Item(path, type.GetGenericArguments()[0], row, isItem: true);
            var list = Array(item.DeepClone());
            if (Counts.TryGetValue(key, out var counts))
            {
                list["minItems"] = counts.Least;
                if (counts.Most is { } most)
                {
                    list["maxItems"] = most;
                }
            }

            return AnyOf(item, list);
        }

        if (type.IsGenericType)
        {
            var named = Named(AnyOf(Items(path, type.GetGenericArguments()[1], row), Null));
            if (path == "Verification.Responses")
            {
                named["propertyNames"] = Words(Codes(), anyCase: false);
            }

            return named;
        }

        return Item(path, type, row, isItem: false);
    }

    /// <summary>What stands under a name of one's own: one value, or several of them.</summary>
    private static JsonObject Items(string path, Type type, ReferenceRow row) => type.IsGenericType
        ? AnyOf(Matching("\\S"), Array(Matching("\\S")))
        : Item(path, type, row with { Form = "text" }, isItem: false);

    private static JsonObject Item(string path, Type type, ReferenceRow row, bool isItem) =>
        ScalarText.Is(type)
            ? GatewayForms.Of(type, row, ConfigurationWordTests.WordsOf(path.Replace("[]", "", StringComparison.Ordinal)), isItem)
            : Ref(NameOf(type));

    private static IEnumerable<string> Codes() =>
        Outcome.All.Where(outcome => outcome.Kind is OutcomeKind.Refusal or OutcomeKind.Status).Select(outcome => outcome.Code);

    /// <summary>Of one destination the default is what its route says.</summary>
    private static JsonNode? DefaultOf(ReferenceRow row, Type type, string path) =>
        path.EndsWith("To[]", StringComparison.Ordinal) || row.Form.Contains("`https://...`", StringComparison.Ordinal) ? null : row.DefaultValue(type);
}
