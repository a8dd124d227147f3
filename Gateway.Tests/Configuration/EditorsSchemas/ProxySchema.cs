using System.Text.Json.Nodes;
using Gateway.Configuration;
using Gateway.Configuration.Hosting;
using Gateway.Reading;
using Yarp.ReverseProxy.Configuration;
using static Gateway.Tests.Configuration.EditorsSchemas.SchemaPart;

namespace Gateway.Tests.Configuration.EditorsSchemas;

/// <summary>The schemas of YARP's and Kestrel's sections, of their configuration types. Numbers and truth values may stand in quotes there.</summary>
internal static class ProxySchema
{
    private const string Address = "^[Hh][Tt][Tt][Pp][Ss]?://[^\\s/?#@]+(/[^\\s?#]*)?$";

    /// <summary>The forms of texts, and what replaces a form, by type and key.</summary>
    private static readonly Dictionary<string, Func<JsonObject>> Forms = new(StringComparer.Ordinal)
    {
        ["RouteMatch.Methods"] = () => Array(Words(ProxyValues.Methods, anyCase: true)),
        ["RouteMatch.Hosts"] = () => Array(Matching("^[^\\s/,@?#]+$")),
        ["RouteHeader.Name"] = () => Matching($"^{Token}$"),
        ["RouteQueryParameter.Name"] = () => Matching("\\S"),
        ["RouteConfig.AuthorizationPolicy"] = () => Matching($"^({AnyCase("Anonymous")})?$"),
        ["RouteConfig.RateLimiterPolicy"] = () => Matching($"^({AnyCase("Disable")})?$"),
        ["RouteConfig.CorsPolicy"] = () => Matching("^$"),
        ["RouteConfig.OutputCachePolicy"] = () => Matching("^$"),
        ["DestinationConfig.Address"] = () => Matching(Address),
        ["DestinationConfig.Health"] = () => Matching(Address),
        ["WebProxyConfig.Address"] = () => Matching("^[Hh][Tt][Tt][Pp][Ss]?://"),
        ["ForwarderRequestConfig.Version"] = () => Matching("^(1\\.[01]|[23](\\.0)?)$"),
        ["ActiveHealthCheckConfig.Path"] = () => Matching("^(/|$)"),
        ["ActiveHealthCheckConfig.Query"] = () => Matching("^(\\?|$)"),
        ["KestrelEndpointConfig.Url"] = () => Matching($"^{Listening}$"),
    };

    /// <summary>Those without which a section cannot be used.</summary>
    private static readonly Dictionary<Type, string[]> Required = new()
    {
        [typeof(RouteConfig)] = ["Match", "Verification"],
        [typeof(ClusterConfig)] = ["Destinations"],
        [typeof(Yarp.ReverseProxy.Configuration.DestinationConfig)] = ["Address"],
        [typeof(KestrelEndpointConfig)] = ["Url"],
    };

    /// <summary>The schema of a section, with all that is in it.</summary>
    public static JsonObject Of(Type type, ConfigurationTypes types)
    {
        var section = Object(types[type].Keys
            .Where(key => key != (type == typeof(RouteConfig) ? nameof(RouteConfig.RouteId) : type == typeof(ClusterConfig) ? nameof(ClusterConfig.ClusterId) : ""))
            .Select(key => KeyValuePair.Create<string, JsonNode?>(key, Property(type, key, types))));
        if (Required.GetValueOrDefault(type) is { } required)
        {
            section["required"] = new JsonArray([.. required.Select(key => (JsonNode)key)]);
        }

        if (type == typeof(RouteConfig))
        {
            section["properties"]!["Verification"] = Ref("RouteVerification");

            // One that queues may say in "To" where to.
            section["anyOf"] = new JsonArray(Having("ClusterId"), HavingWith("Verification", HavingWith("Delivery", Having("To"))));
        }
        else if (type == typeof(RouteMatch))
        {
            section["anyOf"] = new JsonArray(Having("Path"), Having("Hosts"));
        }
        else if (type == typeof(KestrelEndpointConfig))
        {
            section["if"] = With("Url", Matching("^[Hh][Tt][Tt][Pp]:"));
            section["then"] = With("Certificate", Null);
        }
        else if (type == typeof(ClusterConfig))
        {
            ((JsonObject)section["properties"]!["Destinations"]!)["minProperties"] = 1;
        }

        return section;
    }

    private static JsonObject HavingWith(string key, JsonObject schema)
    {
        var having = Having(key);
        having["properties"] = new JsonObject { [key] = schema };
        return having;
    }

    private static JsonObject Property(Type type, string key, ConfigurationTypes types)
    {
        var value = types[type].Property(key)!.PropertyType;
        var form = Policy(type, key)
            ?? (Forms.GetValueOrDefault($"{type.Name}.{key}") is { } known ? known() : Form(Nullable.GetUnderlyingType(value) ?? value, types));
        return Required.GetValueOrDefault(type)?.Contains(key) == true ? form : AnyOf(form, Null);
    }

    private static JsonObject? Policy(Type type, string key)
    {
        var (keys, names) = ProxyValues.Policies.FirstOrDefault(policy => policy.Keys[^1] == key && type.Name.StartsWith(policy.Keys.Length switch
        {
            1 => "Cluster",
            2 => policy.Keys[0],
            _ => policy.Keys[1],
        }, StringComparison.Ordinal));
        return keys is null ? null : Words(names.Append(""), anyCase: true);
    }

    private static JsonObject Form(Type type, ConfigurationTypes types)
    {
        if (type.IsGenericType && type.GetGenericArguments().Length == 1)
        {
            return Array(Form(type.GetGenericArguments()[0], types));
        }

        if (type.IsGenericType)
        {
            return Named(Form(type.GetGenericArguments()[1], types));
        }

        if (type.IsEnum)
        {
            var words = Words(Enum.GetNames(type), anyCase: true);
            return type == typeof(System.Security.Authentication.SslProtocols) && types == ProxyTypes.All ? Array(words) : words;
        }

        return type switch
        {
            _ when type == typeof(bool) => AnyOf(new JsonObject { ["type"] = "boolean" }, Matching($"^({AnyCase("true")}|{AnyCase("false")})$")),
            _ when type == typeof(int) =>
                AnyOf(new JsonObject { ["type"] = "integer", ["minimum"] = int.MinValue, ["maximum"] = int.MaxValue }, Matching("^-?[0-9]{1,9}$")),
            _ when type == typeof(long) => AnyOf(new JsonObject { ["type"] = "integer" }, Matching("^-?[0-9]{1,18}$")),
            _ when type == typeof(double) => AnyOf(new JsonObject { ["type"] = "number" }, Matching("^-?[0-9.]+$")),
            _ when type == typeof(TimeSpan) => Ref("Duration"),
            _ when types.All.Contains(type) && !ScalarText.Is(type) => Of(type, types),
            _ => new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
        };
    }
}
