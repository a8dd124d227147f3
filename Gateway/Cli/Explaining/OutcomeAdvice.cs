using Gateway.Configuration;
using Gateway.Outcomes;

namespace Gateway.Cli.Explaining;

/// <summary>What to look at where it is not the signature that is refused.</summary>
internal static class OutcomeAdvice
{
    /// <summary>A sentence or two; null where the stage's own words are enough.</summary>
    public static string? Of(Outcome? outcome, VerificationConfig config) => outcome?.Code switch
    {
        "ip_not_allowed" => "The client is not in 'IpAllowList': a new range of the provider's, or a proxy that 'Gateway:Client:TrustedProxies' does not name.",
        "body_too_large" => "The body is larger than 'Body.MaxBytes', or without it 'Gateway:Limits:MaxBodyBytes'.",
        "content_type_not_allowed" => $"Let in {Types(config)}: 'Body.ContentTypes'.",
        "timestamp_too_old" => "A late retry, a queue in front of the gateway, or a clock that is wrong: 'Replay.MaxAge' bounds it.",
        "timestamp_in_future" => "The clock of this machine is behind, or the sender's ahead: 'Replay.MaxSkew' bounds it.",
        "body_invalid" => "Not JSON that every parser reads alike: syntax, a name twice, bytes that are not UTF-8, or something behind the value.",
        "event_id_missing" => $"Nothing stands at {string.Join(", ", config.Deduplication?.Key ?? [])}: 'Deduplication.Key'.",
        "schema_invalid" => "The sender is proven, and the body is not what the route's schema says.",
        _ => null,
    };

    private static string Types(VerificationConfig config) =>
        config.Body?.ContentTypes is { Count: > 0 } types ? string.Join(", ", types) : "any type, but one alone";
}
