using System.Net;

namespace Gateway.Observability.Traffic;

/// <summary>One webhook in the list of the latest: what the log says of it. Text of the sender's is escaped as there, and cut.</summary>
internal sealed record ListedWebhook
{
    /// <summary>In characters, of a text of the sender's.</summary>
    private const int MostText = 200;

    /// <summary>Counts up from 1, for those who ask for what came since.</summary>
    public long Number { get; init; }

    public required string RequestId { get; init; }

    public required string Route { get; init; }

    /// <summary>The outcome's code.</summary>
    public required string Outcome { get; init; }

    public required WebhookEnd End { get; init; }

    public required int StatusCode { get; init; }

    public required string Mode { get; init; }

    public required IPAddress? Client { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>The stage that stopped it; null for none.</summary>
    public required string? Stage { get; init; }

    public required string? Detail { get; init; }

    /// <summary>Whose it is, or says it is; null in a route without tenants.</summary>
    public required string? Tenant { get; init; }

    public required string? KeyId { get; init; }

    public required string? EventType { get; init; }

    public required string? EventId { get; init; }

    /// <summary>Of the body, received.</summary>
    public required int Bytes { get; init; }

    /// <summary>Of the signed timestamp.</summary>
    public required TimeSpan? Age { get; init; }

    /// <summary>The text, or its beginning.</summary>
    public static string? Cut(string? text) => text is { Length: > MostText } ? string.Concat(text.AsSpan(0, MostText), "...") : text;
}
