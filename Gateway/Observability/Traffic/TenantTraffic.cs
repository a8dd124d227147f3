namespace Gateway.Observability.Traffic;

/// <summary>How many webhooks of a tenant ended since it was among those that are counted.</summary>
/// <param name="Tenant">Its name.</param>
/// <param name="Passed">Proven, and let through.</param>
/// <param name="Refused">Named it, and were refused: whoever sent them.</param>
/// <param name="Failed">Proven, and failed by the gateway or the backend.</param>
/// <param name="Uncounted">How many proven ones there may have been before, at most.</param>
internal readonly record struct TenantTraffic(string Tenant, long Passed, long Refused, long Failed, long Uncounted)
{
    /// <summary>By which those that have the most are found: what nobody but the tenant can make more.</summary>
    public long Proven => Passed + Failed;

    public TenantTraffic Plus(WebhookEnd end, bool isProven) => (end, isProven) switch
    {
        (WebhookEnd.Passed, true) => this with { Passed = Passed + 1 },
        (WebhookEnd.Failed, true) => this with { Failed = Failed + 1 },
        _ => this with { Refused = Refused + 1 },
    };
}
