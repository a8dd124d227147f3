using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Gateway.Configuration;
using Gateway.Outcomes;

namespace Gateway.Cli.Explaining;

/// <summary>What to look at where it is not the signature that is refused.</summary>
internal static class OutcomeAdvice
{
    /// <summary>Null where the stage's own words are enough.</summary>
    public static Advice? Of(Outcome? outcome, Explanation explanation)
    {
        var config = explanation.Route.Config;
        return outcome?.Code switch
        {
            "ip_not_allowed" => new("ip-not-allowed", "The client is not in 'IpAllowList': a new range of the provider's, or a proxy that 'Gateway:Client:TrustedProxies' does not name."),
            "body_too_large" => new("body-too-large", "The body is larger than 'Body.MaxBytes', or without it 'Gateway:Limits:MaxBodyBytes'."),
            "content_type_not_allowed" => new("content-type", $"Let in {Types(config)}: 'Body.ContentTypes'."),
            "timestamp_too_old" when explanation.Now.Defect is { Subject: "the claim 'exp'" or "the parameter 'expires'" } defect => new(
                "timestamp-too-old", $"The sender itself wrote until when it counts ({defect.Subject}), and no setting moves that: a late retry, a captured webhook (--at), or a clock that is wrong."),
            "timestamp_too_old" => new("timestamp-too-old", "A late retry, a queue in front of the gateway, or a clock that is wrong: 'Replay.MaxAge' bounds it."),
            "timestamp_in_future" => new("timestamp-in-future", "The clock of this machine is behind, or the sender's ahead: 'Replay.MaxSkew' bounds it."),
            "body_invalid" => OfBody(explanation.Request),
            "provider_unavailable" => new("provider-unavailable", "The keys that the provider publishes could not be fetched: the network, or their address in 'KeySet', 'Agents' or 'Certificate'."),
            "event_id_missing" => new("event-id-missing", $"Nothing stands at {string.Join(", ", config.Deduplication?.Key ?? [])}: 'Deduplication.Key'."),
            "schema_invalid" => new("schema-invalid", "The sender is proven, and the body is not what the route's schema says."),
            _ => null,
        };
    }

    /// <summary>What is read as JSON and is none: the sender is proven, so the likeliest is that it is sent so.</summary>
    private static Advice OfBody(CapturedRequest request)
    {
        const string start = "Not JSON that every parser reads alike: ";
        var body = request.Body;
        if (body.Length == 0)
        {
            return new("body-empty", $"{start}the body is empty. The sender is proven and sends none: let the route read no JSON of it, or choose a method or an event with a body at the provider.");
        }

        var coding = request.Header("Content-Encoding");
        if (body is [0x1F, 0x8B, ..] || coding is not (null or "identity"))
        {
            return new("body-compressed", $"{start}it is compressed ({PlainText.Of(coding ?? "gzip")}). It was signed so: list the coding in the route's 'Body.Decode', or switch compression off at the provider.");
        }

        if (!Utf8.IsValid(body))
        {
            return new("body-not-utf8", $"{start}it holds bytes that are not UTF-8.");
        }

        try
        {
            using var _ = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 128 });
        }
        catch (JsonException exception) when (exception.BytePositionInLine is { } position && exception.LineNumber is { } line)
        {
            return new("json-invalid", start + string.Create(CultureInfo.InvariantCulture, $"it ends to be JSON in line {line + 1}, byte {position + 1}. The sender is proven, so it is sent like that: tell the provider, let it pass with 'Schema.Json.AllowMalformed', or let the route read no JSON of it."));
        }
        catch (JsonException)
        {
            return new("json-duplicate", $"{start}a name stands twice in one object.");
        }

        return new("json-invalid", $"{start}syntax, a name twice, bytes that are not UTF-8, or something behind the value.");
    }

    private static string Types(VerificationConfig config) =>
        config.Body?.ContentTypes is { Count: > 0 } types ? string.Join(", ", types) : "any type, but one alone";
}
