using System.Text;

namespace Gateway.Benchmarks.JsonSchema;

/// <summary>
/// Payloads as payment providers send them, from one small event to a megabyte of them, and their schema.
/// </summary>
internal static class SamplePayloads
{
    private const string Small =
        """{"id":"evt_1NG8Du2eZvKYlo2C","type":"payment_intent.succeeded","created":1686089970,"livemode":false,"data":{"object":{"id":"pi_1","amount":2000,"currency":"usd","status":"succeeded","payment_method_types":["card","link"],"metadata":{"order":"6735","note":"caf\u00e9"},"description":"Subscription, second attempt"}}}""";

    private const string Event = """
        { "type": "object", "required": ["id", "type", "created", "livemode", "data"], "additionalProperties": false,
          "properties": {
            "id": { "type": "string", "pattern": "^evt_[A-Za-z0-9]+$" },
            "type": { "type": "string", "minLength": 3, "maxLength": 100 },
            "created": { "type": "integer", "minimum": 0 },
            "livemode": { "type": "boolean" },
            "data": { "type": "object", "required": ["object"], "properties": { "object": { "$ref": "#/$defs/intent" } } } } }
        """;

    private const string Definitions = """
        "$defs": {
          "intent": { "type": "object", "required": ["id", "amount", "currency", "status"],
            "properties": {
              "id": { "type": "string", "pattern": "^pi_" },
              "amount": { "type": "number", "minimum": 0, "multipleOf": 0.01 },
              "currency": { "enum": ["usd", "eur", "gbp"] },
              "status": { "enum": ["succeeded", "processing", "canceled"] },
              "payment_method_types": { "type": "array", "items": { "type": "string" }, "minItems": 1, "uniqueItems": true },
              "metadata": { "type": "object", "maxProperties": 50, "additionalProperties": { "type": "string" } },
              "description": { "type": ["string", "null"] } } },
          "event":
        """;

    /// <summary>One event, or an array of about so many bytes.</summary>
    public static byte[] Create(int bytes)
    {
        if (bytes <= 500)
        {
            return Encoding.UTF8.GetBytes(Small);
        }

        return Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat(Small, Math.Max(1, bytes / Small.Length)))}]");
    }

    /// <summary>A schema for either.</summary>
    public static byte[] Schema { get; } = Encoding.UTF8.GetBytes(
        "{" + Definitions + Event + "}, \"if\": { \"type\": \"array\" }, "
        + "\"then\": { \"items\": { \"$ref\": \"#/$defs/event\" } }, \"else\": { \"$ref\": \"#/$defs/event\" } }");
}
