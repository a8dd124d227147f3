namespace Gateway.Admin.Traffic;

/// <summary>The latest webhooks, the newest first.</summary>
internal sealed record OutcomeList(IReadOnlyList<OutcomeView> Outcomes);
