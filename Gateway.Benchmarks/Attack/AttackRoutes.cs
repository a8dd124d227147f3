using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Benchmarks.Load;

namespace Gateway.Benchmarks.Attack;

/// <summary>The routes that are attacked: most of them a preset, each with two secrets, as while one is rotated.</summary>
internal static class AttackRoutes
{
    public const string Forged = "forged";
    public const string Unkept = "unkept";
    public const string Message = "message";
    public const string MessageEd25519 = "message-ed25519";
    public const string Places = "places";
    public const string Token = "token";

    /// <summary>Presets whose secret is a text of the user's.</summary>
    private static readonly string[] Presets =
    [
        "adyen", "auth0", "contentful", "dropbox-sign", "easypost", "github", "hubspot-v1", "mailgun", "mandrill", "mercado-pago",
        "microsoft-graph", "monday", "plivo", "shopify", "slack", "stripe", "svix", "twilio", "zoom",
    ];

    /// <summary>The variables that the secrets stand in.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["TEXT"] = "attack_secret_0123456789abcdef",
        ["HEX"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)),
        ["WHSEC"] = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        ["ED25519"] = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", // RFC 8032, section 7.1, test 1
        ["WHPK"] = "whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
        ["P256"] = NewCurveKey(),
        ["RSA"] = NewRsaKey(),
    };

    public static string Write(DirectoryInfo folder, int admin)
    {
        var routes = new JsonObject
        {
            [Forged] = Route(Forged, """{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Secrets": [ "env:TEXT" ] } }"""),
            [Unkept] = Route(Unkept, """{ "Capture": "None", "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Secrets": [ "env:TEXT" ] } }"""),
            [Message] = Route(Message, MessageSignature("hmac-sha256", "env:TEXT")),
            [MessageEd25519] = Route(MessageEd25519, MessageSignature("ed25519", "env:ED25519")),
            [Token] = Route(Token, """{ "Signature": { "Algorithm": "shared-token", "From": "header:X-Token", "Separator": ",", "Secrets": [ "env:TEXT", { "Id": "old", "Value": "env:HEX" } ] } }"""),
            [Places] = Route(
                Places,
                $$"""{ "Signature": { "Algorithm": "shared-token", "From": "{{string.Join(" | ", Enumerable.Range(0, 15).Select(i => $"form:place{i}"))}}", "Secrets": [ "env:TEXT" ] } }"""),
            ["aws-sns"] = Route("aws-sns", """{ "Provider": "aws-sns", "Signature": { "Expected": { "body:/TopicArn": [ "arn:aws:sns:eu-west-1:1:t" ] } } }"""),
            ["braintree"] = Route(
                "braintree", """{ "Provider": "braintree", "Handshake": null, "Signature": { "Prefix": "a|", "Secrets": [ "env:TEXT", { "Id": "old", "Value": "env:TEXT" } ] } }"""),
            ["paddle-classic"] = Route("paddle-classic", """{ "Provider": "paddle-classic", "Signature": { "Key": "spki", "Secrets": [ "env:RSA" ] } }"""),
            ["paypal"] = Preset("paypal", "TEXT"),
            ["standard-webhooks-v1a"] = Preset("standard-webhooks-v1a", "WHPK"),
            ["ebay"] = Route("ebay", """{ "Provider": "ebay", "Handshake": null, "Signature": { "Key": "spki", "Secrets": [ "env:P256", { "Id": "old", "Value": "env:P256" } ] } }"""),
        };
        foreach (var preset in Presets)
        {
            routes[preset] = Preset(preset, preset switch { "adyen" => "HEX", "svix" => "WHSEC", _ => "TEXT" });
        }

        var configuration = new JsonObject
        {
            ["Gateway"] = new JsonObject
            {
                ["Admin"] = new JsonObject { ["Url"] = $"http://127.0.0.1:{admin}" },
                ["Storage"] = LoadConfiguration.Memory,
            },
            ["ReverseProxy"] = new JsonObject
            {
                ["Routes"] = routes,
                ["Clusters"] = new JsonObject
                {
                    ["backend"] = new JsonObject { ["Destinations"] = new JsonObject { ["one"] = new JsonObject { ["Address"] = "http://127.0.0.1:9" } } },
                },
            },
        };
        var path = Path.Combine(folder.FullName, "attack.json");
        File.WriteAllText(path, configuration.ToJsonString());
        return path;
    }

    private static string NewRsaKey()
    {
        using var key = RSA.Create(4096);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }

    private static string NewCurveKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }

    private static string MessageSignature(string algorithm, string secret) =>
        $$"""
        {
          "PublicUrl": "https://gateway.example",
          "Signature": {
            "Algorithm": "http-message-signatures",
            "MessageSignature": { "Algorithm": "{{algorithm}}", "Components": [ "@method" ] },
            {{(algorithm == "ed25519" ? "\"Key\": \"spki\"," : "")}}
            "Secrets": [ { "Id": "key-1", "Value": "{{secret}}" }, { "Id": "key-2", "Value": "{{secret}}" } ]
          },
          "Replay": { "Timestamp": "signature:created" }
        }
        """;

    private static JsonObject Preset(string preset, string secret) => Route(
        preset,
        $$"""{ "Provider": "{{preset}}", "PublicUrl": "https://gateway.example", "Signature": { "Secrets": [ "env:{{secret}}", { "Id": "old", "Value": "env:{{secret}}" } ] } }""");

    private static JsonObject Route(string path, string verification) => new()
    {
        ["ClusterId"] = "backend",
        ["Match"] = new JsonObject { ["Path"] = "/" + path },
        ["Verification"] = JsonNode.Parse(verification),
    };
}
