namespace Gateway.Cli.Sending;

/// <summary>A signed request, or why there is none.</summary>
internal sealed record DraftResult(WebhookDraft? Draft, string Problem)
{
    public static DraftResult Failed(string problem) => new(Draft: null, problem);
}
