namespace Gateway.Outcomes;

/// <summary>
/// Every way a webhook's journey can end. The code is public (metrics, logs, dashboard, documentation): operators alert
/// on it, so it never changes.
/// </summary>
/// <param name="Code">The metric label and the key under a route's <c>Responses</c>.</param>
/// <param name="StatusCode">The answer's status, unless the route overrides it.</param>
/// <param name="Title">What the wire says; the same for everything that would tell a forger how far it got.</param>
/// <param name="Kind">Which form the answer has.</param>
internal sealed record Outcome(string Code, int StatusCode, string Title, OutcomeKind Kind = OutcomeKind.Refusal)
{
    private const string NotProven = "Invalid signature";

    public static readonly Outcome Forwarded = new("forwarded", 200, "Forwarded", OutcomeKind.Forwarded);
    public static readonly Outcome Queued = new("queued", 200, "queued", OutcomeKind.Status);
    public static readonly Outcome Handshake = new("handshake", 200, "Handshake", OutcomeKind.Handshake);
    public static readonly Outcome Duplicate = new("duplicate", 200, "already_processed", OutcomeKind.Status);
    public static readonly Outcome Ignored = new("ignored", 200, "ignored", OutcomeKind.Status);

    public static readonly Outcome DuplicateInFlight = new("duplicate_in_flight", 409, "Already being processed");
    public static readonly Outcome PathInvalid = new("path_invalid", 400, "Invalid path");
    public static readonly Outcome RequestInvalid = new("request_invalid", 400, "Invalid request");
    public static readonly Outcome IpNotAllowed = new("ip_not_allowed", 403, "Forbidden");
    public static readonly Outcome RateLimited = new("rate_limited", 429, "Too many requests");
    public static readonly Outcome BodyTooLarge = new("body_too_large", 413, "Body too large");
    public static readonly Outcome BodyTimeout = new("body_timeout", 408, "Body not received in time");
    public static readonly Outcome BodyIncomplete = new("body_incomplete", 400, "Body not received whole");
    public static readonly Outcome ContentTypeNotAllowed =
        new("content_type_not_allowed", 415, "Content type not allowed");

    public static readonly Outcome SignatureMissing = new("signature_missing", 401, NotProven);
    public static readonly Outcome SignatureMalformed = new("signature_malformed", 401, NotProven);
    public static readonly Outcome SignatureInvalid = new("signature_invalid", 401, NotProven);
    public static readonly Outcome TimestampMissing = new("timestamp_missing", 401, NotProven);
    public static readonly Outcome TimestampTooOld = new("timestamp_too_old", 401, NotProven);
    public static readonly Outcome TimestampInFuture = new("timestamp_in_future", 401, NotProven);

    public static readonly Outcome BodyInvalid = new("body_invalid", 400, "Invalid body");
    public static readonly Outcome SchemaInvalid = new("schema_invalid", 422, "Body does not match the schema");
    public static readonly Outcome EventIdMissing = new("event_id_missing", 400, "Event id missing");

    public static readonly Outcome BackendUnreachable = new("backend_unreachable", 502, "Backend unreachable");
    public static readonly Outcome BackendTimeout = new("backend_timeout", 504, "Backend did not answer in time");
    public static readonly Outcome StoreUnavailable = new("store_unavailable", 503, "Temporarily unavailable");
    public static readonly Outcome QueueFull = new("queue_full", 503, "Temporarily unavailable");
    public static readonly Outcome ProviderUnavailable = new("provider_unavailable", 503, "Temporarily unavailable");
    public static readonly Outcome Overloaded = new("overloaded", 503, "Temporarily unavailable");

    /// <summary>A stage forgot to answer: a bug, and refused.</summary>
    public static readonly Outcome Undecided = new("undecided", 500, "Internal error");

    /// <summary>Whether the sender is told when to come back.</summary>
    public bool HasRetryAfter => StatusCode is 409 or 429 or 503;

    public static IReadOnlyList<Outcome> All { get; } =
    [
        Forwarded, Queued, Handshake, Duplicate, Ignored, DuplicateInFlight, PathInvalid, RequestInvalid, IpNotAllowed,
        RateLimited, BodyTooLarge, BodyTimeout, BodyIncomplete, ContentTypeNotAllowed, SignatureMissing, SignatureMalformed,
        SignatureInvalid, TimestampMissing, TimestampTooOld, TimestampInFuture, BodyInvalid, SchemaInvalid, EventIdMissing,
        BackendUnreachable, BackendTimeout, StoreUnavailable, QueueFull, ProviderUnavailable,
        Overloaded, Undecided,
    ];
}
