using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Configuration.EditorsSchemas;

/// <summary>The parts that schemas are made of here.</summary>
internal static class SchemaPart
{
    /// <summary>RFC 9110, section 5.6.2.</summary>
    public const string Token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    /// <summary>Of a URL that Kestrel listens on: host and port.</summary>
    public const string Listening =
        "[Hh][Tt][Tt][Pp][Ss]?://(([^\\s/?#@;:\\[\\]]+|\\[[0-9A-Fa-f:.]+\\])"
        + "(:([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?/?|unix:/[^;]+)";

    public static JsonObject Text => new() { ["type"] = "string" };

    public static JsonObject Null => new() { ["type"] = "null" };

    public static JsonObject Matching(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    public static JsonObject Ref(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    public static JsonObject AnyOf(params IEnumerable<JsonNode> choices) => new() { ["anyOf"] = new JsonArray([.. choices]) };

    public static JsonObject AllOf(params IEnumerable<JsonNode> parts) => new() { ["allOf"] = new JsonArray([.. parts]) };

    /// <summary>One of some words, in whatever case where names of modes are meant; null where nothing need be said.</summary>
    public static JsonObject Words(IEnumerable<string> words, bool anyCase)
    {
        var all = words.ToList();
        var choice = new JsonObject { ["enum"] = new JsonArray([.. all.Select(word => (JsonNode)word)]) };
        return anyCase ? AnyOf(choice, Matching($"^({string.Join('|', all.Select(AnyCase))})$")) : choice;
    }

    public static string AnyCase(string word)
    {
        var pattern = new StringBuilder();
        foreach (var letter in word)
        {
            pattern.Append(char.IsAsciiLetter(letter) ? $"[{char.ToUpperInvariant(letter)}{char.ToLowerInvariant(letter)}]" : letter is '.' or '+' or '*' ? $"\\{letter}" : letter);
        }

        return pattern.ToString();
    }

    public static JsonObject Array(JsonNode item) => new() { ["type"] = "array", ["items"] = item };

    public static JsonObject Named(JsonNode value) => new() { ["type"] = "object", ["additionalProperties"] = value };

    public static JsonObject Object(IEnumerable<KeyValuePair<string, JsonNode?>> properties) =>
        new() { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = new JsonObject(properties) };

    /// <summary>What is there, and not null.</summary>
    public static JsonObject Having(params string[] keys) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. keys.Select(key => (JsonNode)key)]),
        ["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create<string, JsonNode?>(key, new JsonObject { ["not"] = Null }))),
    };

    /// <summary>An object whose one key is of a form; anything else, too, unless the key is required.</summary>
    public static JsonObject With(string key, JsonNode form, bool required = false)
    {
        var part = new JsonObject { ["properties"] = new JsonObject { [key] = form } };
        if (required)
        {
            part["type"] = "object";
            part["required"] = new JsonArray(key);
        }

        return part;
    }

    public static JsonObject If(JsonNode condition, JsonNode then) => new() { ["if"] = condition, ["then"] = then };

    public static JsonObject Not(JsonNode part) => new() { ["not"] = part };
}
