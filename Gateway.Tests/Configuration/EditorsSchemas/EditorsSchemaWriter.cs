using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Configuration;
using Gateway.Configuration.Hosting;
using Gateway.Observability;
using Serilog.Events;
using Yarp.ReverseProxy.Configuration;
using static Gateway.Tests.Configuration.EditorsSchemas.SchemaPart;

namespace Gateway.Tests.Configuration.EditorsSchemas;

/// <summary>Writes <c>config/gateway.schema.json</c> from the configuration types, the shipped presets and the reference.</summary>
internal static class EditorsSchemaWriter
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    public static string Write()
    {
        var definitions = new GatewaySchema(ReferencePage.Read()).Definitions();
        definitions["RouteVerification"] = RouteSchema.Verification();
        definitions["Route"] = ProxySchema.Of(typeof(RouteConfig), ProxyTypes.All);
        definitions["Cluster"] = ProxySchema.Of(typeof(ClusterConfig), ProxyTypes.All);
        definitions["Kestrel"] = Kestrel();
        definitions["Serilog"] = Serilog();
        definitions["Level"] = AnyOf(Words(Enum.GetNames<LogEventLevel>(), anyCase: true), Matching("^\\$"), Null);
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Webhook gateway configuration",
            ["description"] = "For completion in editors, generated. The gateway itself checks more: gateway check --config FILE.",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray("ReverseProxy"),
            ["properties"] = new JsonObject
            {
                ["$schema"] = Text,
                ["Gateway"] = AnyOf(AllOf(
                    Ref("Gateway"),
                    If(
                        With("Storage", With("Provider", Matching($"^{AnyCase("Redis")}$"), required: true), required: true),
                        AllOf(Having("Redis"), With("Redis", Having("Configuration")))),
                    With("Redis", If(Having("ClientCertificateKey"), Having("ClientCertificate"))),
                    If(
                        Not(Having("Tokens")),
                        With("Admin", If(With("Url", Not(Matching("^[Hh][Tt][Tt][Pp]://(localhost|127\\.[0-9.]+|\\[::1\\])(:|/|$)")), required: true), Having("Token"))))), Null),
                ["ReverseProxy"] = Proxy(),
                ["Kestrel"] = AnyOf(Ref("Kestrel"), Null),
                ["Serilog"] = AnyOf(Ref("Serilog"), Null),
                ["AllowedHosts"] = AnyOf(Matching("^[^/,@ ]*$"), Null),
                ["Urls"] = AnyOf(Matching($"^({Listening}(;|$))*$"), Null),
            },

            // Where nobody has presets of their own, a provider is one that is shipped.
            ["if"] = Not(With("Gateway", Having("Providers"), required: true)),
            ["then"] = With("ReverseProxy", With("Routes", Named(With("Verification", With("Provider", AnyOf(Ref("Provider"), Null)))))),
            ["$defs"] = definitions,
        };
        definitions["Provider"] = Words(ShippedPresets.Names, anyCase: false);
        return schema.ToJsonString(Options) + "\n";
    }

    private static JsonObject Proxy()
    {
        var proxy = Object(
        [
            KeyValuePair.Create<string, JsonNode?>("Routes", Named(Ref("Route"))),
            KeyValuePair.Create<string, JsonNode?>("Clusters", Named(Ref("Cluster"))),
        ]);
        ((JsonObject)proxy["properties"]!["Routes"]!)["minProperties"] = 1;
        proxy["description"] = "YARP's own section; every route carries Verification.";
        proxy["required"] = new JsonArray("Routes");
        return proxy;
    }

    private static JsonObject Kestrel()
    {
        var kestrel = ProxySchema.Of(typeof(KestrelConfig), HostingTypes.All);
        kestrel["properties"]!["Certificates"]!["anyOf"]![0]!["propertyNames"] = Words(["Default", "Development"], anyCase: true);
        return kestrel;
    }

    private static JsonObject Assembly() => Words(LogSinks.Assemblies.Select(assembly => assembly.GetName().Name!), anyCase: true);

    private static JsonObject Serilog()
    {
        string[] others = ["LevelSwitches", "FilterSwitches", "WriteTo", "AuditTo", "Enrich", "Destructure", "Filter", "Properties"];
        var levels = Object(
        [
            KeyValuePair.Create<string, JsonNode?>("Default", Ref("Level")),
            KeyValuePair.Create<string, JsonNode?>("ControlledBy", Text),
            KeyValuePair.Create<string, JsonNode?>("Override", AnyOf(Named(Ref("Level")), Null)),
        ]);
        return Object(
        [
            KeyValuePair.Create<string, JsonNode?>("Using", AnyOf(Array(Assembly()), Named(Assembly()), Null)),
            KeyValuePair.Create<string, JsonNode?>("MinimumLevel", AnyOf(Ref("Level"), levels)),
            .. others.Select(key => KeyValuePair.Create<string, JsonNode?>(key, new JsonObject())),
        ]);
    }
}
