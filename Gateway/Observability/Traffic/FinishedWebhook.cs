using Gateway.Outcomes;

namespace Gateway.Observability.Traffic;

/// <summary>What is counted of a webhook that has ended.</summary>
internal readonly record struct FinishedWebhook
{
    public required string Route { get; init; }

    /// <summary>In a monitored route, how it would have ended.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>What was answered.</summary>
    public required int StatusCode { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public bool IsRevived { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>Whether the sender is proven, by all that its route asks for.</summary>
    public required bool IsProven { get; init; }

    /// <summary>The secret that verified; null for none.</summary>
    public required string? KeyId { get; init; }

    /// <summary>Whose it is, or says it is; null in a route without tenants.</summary>
    public string? Tenant { get; init; }

    /// <summary>Whether it is the tenant's: signed with one of its secrets.</summary>
    public bool IsOfTenant { get; init; }

    /// <summary>Of the signed timestamp; null if none was read.</summary>
    public required TimeSpan? Age { get; init; }

    public WebhookEnd End =>
        StatusCode >= 500 || (Outcome.Kind == OutcomeKind.Forwarded && StatusCode >= 400) ? WebhookEnd.Failed
        : Outcome.Kind == OutcomeKind.Refusal ? WebhookEnd.Refused
        : WebhookEnd.Passed;
}
