using System.Text.Json.Nodes;
using Gateway.Reading;
using static Gateway.Tests.Configuration.EditorsSchemas.SchemaPart;

namespace Gateway.Tests.Configuration.EditorsSchemas;

/// <summary>The form of one value of the gateway's own sections: of its type, and of how the reference says that it is written.</summary>
internal static class GatewayForms
{
    private const string Reference = "^(env|file):.+";
    private const string Place =
        $"^(body$|(lower:)?(query|form|body|jwt|signature|every|base64-json):.+|(lower:)?header:{Token}($|\\[| [|+] )|sha256-hex:body)";
    private const string ZoneOrNone = "(Z|[+-][0-9]{2}:[0-9]{2})?";
    private const string Instant =
        "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,7})?)?" + ZoneOrNone + ")?$";

    /// <summary>The patterns of texts, by how their form begins.</summary>
    private static readonly (string Form, string? Pattern)[] Patterns =
    [
        ("secret", Reference),
        ("reference", Reference),
        ("list of secrets", Reference),
        ("http URL without a path", "^[Hh][Tt][Tt][Pp]://[^/?#@\\s]+/?$"),
        ("http or https URL", "^([Hh][Tt][Tt][Pp][Ss]?://[^?#\\s]+|[Ff][Oo][Rr][Ww][Aa][Rr][Dd][Ee][Dd])$"),
        ("header name", $"^{Token}$"),
        ("method", $"^{Token}$"),
        ("media types without parameters", "^[!#$%&'+.^_`|~0-9A-Za-z-]+/[!#$%&'+.^_`|~0-9A-Za-z-]+$"),
        ("media type", $"^\\s*{Token}/{Token}\\s*(;.*)?$"),
        ("text without braces", "^[^{}]*$"),
        ("addresses and CIDR ranges", "^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$"),
        ("types, `*`", "^[^?\\\\\"<>]*\\S[^?\\\\\"<>]*$"),
        ("list of URLs", "^https://"),
        ("list of `file:PATH`", "^file:.+"),
        ("list of `CN=NAME`", "^(CN=|dns:).+"),
        ("list of SHA-256", "^([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$"),
        ("`ClientIp`, `Route`, `Tenant`, `header:NAME`", $"^(ClientIp|Route|Tenant|header:{Token})$"),
        ("`path:NAME`, `header:NAME`", $"^((path|query):.+|header:{Token}|host:|jwt:iss|signature:keyid)$"),
        ("directory", "\\S"),
        ("http or https address", "^[Hh][Tt][Tt][Pp][Ss]?://\\S+$"),
        ("`https://...` or `file:PATH`", "^(https://|file:).+"),
        ("duration, 1 min to 30 days, or `Learn`", $"{DurationText.Pattern}|^[Ll][Ee][Aa][Rr][Nn]$"),
        ("value place", null),
        ("place", null),
        ("file", "\\S"),
        ("name", "\\S"),
        ("a cluster's name", "\\S"),
    ];

    /// <param name="type">Of the property, not nullable.</param>
    /// <param name="row">Of the reference.</param>
    /// <param name="words">The words that the code knows; null where it takes any text.</param>
    /// <param name="isItem">Whether it stands in a list, where an empty text is nothing.</param>
    public static JsonObject Of(Type type, ReferenceRow row, IReadOnlyList<string>? words, bool isItem)
    {
        if (type.IsEnum)
        {
            return Words(Enum.GetNames(type), anyCase: true);
        }

        if (words is not null)
        {
            return Words(words, anyCase: false);
        }

        return type switch
        {
            _ when type == typeof(bool) => new JsonObject { ["type"] = "boolean" },
            _ when type == typeof(TimeSpan) => Ref("Duration"),
            _ when type == typeof(DateTimeOffset) => Matching(Instant),
            _ when type == typeof(decimal) => new JsonObject { ["type"] = "number" },
            _ when type == typeof(string) => TextOf(row, isItem),
            _ => WholeNumber(row),
        };
    }

    private static JsonObject WholeNumber(ReferenceRow row)
    {
        if (row.Form == "403, 404")
        {
            return new JsonObject { ["enum"] = new JsonArray(403, 404) };
        }

        var number = new JsonObject { ["type"] = "integer" };
        var (least, most) = row.Range;
        if (least is not null)
        {
            number["minimum"] = least;
        }

        if (most is not null)
        {
            number["maximum"] = most;
        }

        return number;
    }

    private static JsonObject TextOf(ReferenceRow row, bool isItem)
    {
        if (row.Form == "one character")
        {
            return new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 1 };
        }

        var known = System.Array.Find(Patterns, pair => row.Form.StartsWith(pair.Form, StringComparison.Ordinal));
        if (known.Form is "value place" or "place" || row.Form.EndsWith("value places", StringComparison.Ordinal))
        {
            return Matching(Place);
        }

        return known.Pattern is { } pattern ? Matching(pattern) : isItem ? Matching("\\S") : Text;
    }
}
