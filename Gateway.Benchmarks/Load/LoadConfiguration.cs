using System.Text.Json.Nodes;

namespace Gateway.Benchmarks.Load;

/// <summary>The gateway's configuration under load: one route with every stage on.</summary>
internal static class LoadConfiguration
{
    public const string SecretVariable = "LOAD_WEBHOOK_SECRET";

    /// <summary>In the directory of the configuration.</summary>
    public const string SchemaFile = "load.schema.json";

    /// <summary>Of the events that are sent.</summary>
    public const string Schema =
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "required": [ "id", "type", "created", "data" ],
          "properties": {
            "id": { "type": "string", "pattern": "^evt_[0-9a-f]+$", "maxLength": 64 },
            "type": { "enum": [ "resource.created", "resource.updated", "resource.deleted" ] },
            "created": { "type": "string", "maxLength": 64 },
            "livemode": { "type": "boolean" },
            "data": {
              "type": "object",
              "required": [ "object", "items" ],
              "properties": {
                "object": { "$ref": "#/$defs/object" },
                "items": { "type": "array", "minItems": 1, "maxItems": 100, "items": { "$ref": "#/$defs/item" } }
              },
              "additionalProperties": false
            }
          },
          "$defs": {
            "object": {
              "type": "object",
              "required": [ "id", "status" ],
              "properties": {
                "id": { "type": "string", "minLength": 1 },
                "status": { "enum": [ "pending", "ready", "failed" ] },
                "amount": { "type": "integer", "minimum": 0 },
                "url": { "type": "string", "maxLength": 2000 }
              }
            },
            "item": {
              "type": "object",
              "required": [ "sku", "quantity" ],
              "properties": {
                "sku": { "type": "string", "minLength": 1, "maxLength": 40 },
                "quantity": { "type": "integer", "minimum": 1 },
                "price": { "type": "number", "exclusiveMinimum": 0 }
              }
            }
          }
        }
        """;

    /// <summary>The <c>Storage</c> section for claims in memory, with room for all of a run.</summary>
    public static JsonObject Memory => new() { ["Provider"] = "Memory", ["MaxClaims"] = 50_000_000 };

    /// <summary>Writes the configuration, and the schema beside it.</summary>
    /// <param name="directory">Where to.</param>
    /// <param name="backend">Where to forward.</param>
    /// <param name="storage">The <c>Storage</c> section.</param>
    /// <param name="redis">The port of a Redis on this machine, if that is the store.</param>
    /// <param name="without">A key of the verification to leave out; null for none.</param>
    /// <param name="delivery">The <c>Delivery</c> section; null to forward.</param>
    /// <param name="admin">The port of the admin listener; null for any.</param>
    /// <param name="change">What is to be otherwise in the verification; null for nothing.</param>
    /// <param name="add">What is to be there beside; null for nothing.</param>
    public static string Write(
        DirectoryInfo directory, string backend, JsonObject storage, int? redis, string? without, JsonObject? delivery = null, int? admin = null,
        Action<JsonObject>? change = null, Action<JsonObject>? add = null)
    {
        var verification = Verification();
        change?.Invoke(verification);
        if (delivery is not null)
        {
            verification["Delivery"] = delivery;
            verification["Deduplication"]!["TimeToLive"] = "1.00:00:00"; // What waits in a queue is not forgotten meanwhile.
        }

        if (without is not null && !verification.Remove(without))
        {
            throw new ArgumentException($"There is no '{without}' to leave out.", nameof(without));
        }

        var configuration = new JsonObject
        {
            ["Gateway"] = new JsonObject
            {
                ["Admin"] = new JsonObject { ["Url"] = $"http://127.0.0.1:{admin ?? LoadProcess.FreePort()}" },
                ["Storage"] = storage,
                ["Redis"] = redis is null ? null : new JsonObject { ["Configuration"] = $"127.0.0.1:{redis}" },
            },
            ["ReverseProxy"] = new JsonObject
            {
                ["Routes"] = new JsonObject
                {
                    ["load"] = new JsonObject
                    {
                        ["ClusterId"] = "backend",
                        ["Match"] = new JsonObject { ["Path"] = LoadRequest.Path, ["Methods"] = new JsonArray("POST") },
                        ["Verification"] = verification,
                    },
                },
                ["Clusters"] = new JsonObject
                {
                    ["backend"] = new JsonObject
                    {
                        ["Destinations"] = new JsonObject { ["primary"] = new JsonObject { ["Address"] = backend } },
                    },
                },
            },
        };
        add?.Invoke(configuration);
        if (!File.Exists(Path.Combine(directory.FullName, SchemaFile))) // a gateway that was started before may be reading it
        {
            WriteSchema(directory);
        }

        var path = Path.Combine(directory.FullName, $"{Guid.NewGuid():N}.json");
        File.WriteAllText(path, configuration.ToJsonString());
        return path;
    }

    /// <param name="directory">Of the configuration.</param>
    public static void WriteSchema(DirectoryInfo directory) => File.WriteAllText(Path.Combine(directory.FullName, SchemaFile), Schema);

    // Limits that never refuse: counting is what costs. Claims end after six minutes (the replay window asks for it), so that the store is full and at work.
    private static JsonObject Verification() => JsonNode.Parse(
        $$"""
        {
          "IpAllowList": [ "127.0.0.0/9", "203.0.113.0/24", "2001:db8::/32" ],
          "RateLimit": [
            { "Limit": 1000000, "Period": "00:00:01", "By": "ClientIp" },
            { "Limit": 1000000, "Period": "00:00:01", "By": "Route" }
          ],
          "Body": { "MaxBytes": 65536, "ContentTypes": [ "application/json" ] },
          "Signature": {
            "Algorithm": "hmac-sha256",
            "From": "header:{{LoadRequest.SignatureHeader}}",
            "Encoding": "hex",
            "Content": "{timestamp}.{body}",
            "Key": "utf8",
            "Secrets": [ "env:{{SecretVariable}}" ]
          },
          "Replay": {
            "Timestamp": "header:{{LoadRequest.TimestampHeader}}",
            "Format": "unix-seconds",
            "MaxAge": "00:05:00",
            "MaxSkew": "00:01:00"
          },
          "Events": { "Type": "body:/type", "Accept": [ "resource.*" ] },
          "Schema": { "File": "load.schema.json" },
          "Deduplication": { "Key": "body:/id", "TimeToLive": "00:06:00" }
        }
        """)!.AsObject();
}
