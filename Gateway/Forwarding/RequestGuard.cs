using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Forwarding;

/// <summary>What is refused on every route, whatever it verifies, and before anything else is looked at.</summary>
internal sealed class RequestGuard(PathGuard paths)
{
    /// <summary>The end of a request that may be read in two ways; null for one that goes on.</summary>
    public ValueTask<Outcome?> RefuseAsync(InboundWebhook webhook)
    {
        var accepts = paths.AcceptsAsync(webhook.Context);
        return accepts.IsCompletedSuccessfully ? new(Judge(webhook, accepts.Result)) : AwaitAsync(webhook, accepts);
    }

    private static async ValueTask<Outcome?> AwaitAsync(InboundWebhook webhook, ValueTask<bool> accepts) => Judge(webhook, await accepts);

    private static Outcome? Judge(InboundWebhook webhook, bool acceptsPath)
    {
        if (!acceptsPath)
        {
            return Outcome.PathInvalid;
        }

        if (ConnectionUpgrade.IsForbiddenTunnel(webhook.Context, isOpen: webhook.Policy.Mode == VerificationMode.None))
        {
            return Outcome.RequestInvalid;
        }

        return RequestFraming.IsAmbiguous(webhook.Request.Headers) ? Outcome.BodyInvalid : null;
    }
}
