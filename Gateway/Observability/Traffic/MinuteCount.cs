namespace Gateway.Observability.Traffic;

/// <summary>How many webhooks of a route ended in one minute.</summary>
/// <param name="Minute">Since 1970; 0 for none yet.</param>
/// <param name="Passed">Forwarded, queued or answered.</param>
/// <param name="Refused">Not let through.</param>
/// <param name="Failed">By the gateway or the backend.</param>
internal readonly record struct MinuteCount(int Minute, int Passed, int Refused, int Failed)
{
    public MinuteCount Plus(WebhookEnd end) => end switch
    {
        WebhookEnd.Passed => this with { Passed = Passed + 1 },
        WebhookEnd.Refused => this with { Refused = Refused + 1 },
        _ => this with { Failed = Failed + 1 },
    };
}
