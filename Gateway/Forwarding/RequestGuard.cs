using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Forwarding;

/// <summary>What is refused on every route, whatever it verifies, and before anything else is looked at.</summary>
internal sealed class RequestGuard(PathGuard paths)
{
    /// <summary>The end of a request that may be read in two ways; null for one that goes on.</summary>
    public ValueTask<Outcome?> RefuseAsync(InboundWebhook webhook)
    {
        var acceptsPath = paths.AcceptsAsync(webhook.Context);
        var acceptsMethod = paths.AcceptsMethodAsync(webhook.Context);
        return acceptsPath.IsCompletedSuccessfully && acceptsMethod.IsCompletedSuccessfully
            ? new(Judge(webhook, acceptsPath.Result, acceptsMethod.Result))
            : AwaitAsync(webhook, acceptsPath, acceptsMethod);
    }

    private static async ValueTask<Outcome?> AwaitAsync(InboundWebhook webhook, ValueTask<bool> acceptsPath, ValueTask<bool> acceptsMethod) =>
        Judge(webhook, await acceptsPath, await acceptsMethod);

    private static Outcome? Judge(InboundWebhook webhook, bool acceptsPath, bool acceptsMethod)
    {
        if (!acceptsPath)
        {
            return Outcome.PathInvalid;
        }

        if (!acceptsMethod || RequestFraming.IsMalformed(webhook.Request)
            || ConnectionUpgrade.IsForbiddenTunnel(webhook.Context, isOpen: webhook.Policy.Mode == VerificationMode.None))
        {
            return Outcome.RequestInvalid;
        }

        return RequestFraming.IsAmbiguous(webhook.Request.Headers) ? Outcome.BodyInvalid : null;
    }
}
