using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Verification.Handshake;

/// <summary>Recognises the provider's challenges and answers them here; the backend never sees them.</summary>
internal sealed class HandshakeStage(IReadOnlyList<HandshakePolicy> handshakes) : IVerificationStage
{
    /// <summary>For the provider's next attempt, while it does not answer itself.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    private readonly HandshakePolicy[] _handshakes = [.. handshakes];

    public StageName Name => StageName.Handshake;

    public ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation)
    {
        foreach (var handshake in _handshakes)
        {
            if (!handshake.Matches(webhook))
            {
                continue;
            }

            if (!handshake.IsProven(webhook))
            {
                if (handshake.Refusal is not { } refusal)
                {
                    continue;
                }

                // A refusal like any other, counted and limited as an attempt to guess; only its status is the provider's.
                webhook.Handshake = refusal;
                webhook.ProofDefect = new ProofDefect("the challenge", "does not name the route's secret");
                return new(Verdict.Stop(Outcome.SignatureInvalid));
            }

            if (handshake.Reply(webhook) is not { } reply)
            {
                continue;
            }

            if (!webhook.TryHold(reply.Body.Length))
            {
                return new(Verdict.Stop(Outcome.Overloaded));
            }

            if (handshake.Confirmation is { } confirmation && !webhook.IsTrial)
            {
                return ConfirmAsync(confirmation, reply, webhook);
            }

            webhook.Handshake = reply;
            return new(Verdict.Stop(Outcome.Handshake));
        }

        return new(Verdict.Pass);
    }

    private static async ValueTask<Verdict> ConfirmAsync(Confirmation confirmation, HandshakeReply reply, InboundWebhook webhook)
    {
        if (confirmation.UrlOf(webhook) is not { } url)
        {
            webhook.ProofDefect = new ProofDefect("the challenge", "is to be confirmed at a place that is not the provider's");
            return Verdict.Stop(Outcome.SignatureInvalid); // Signed by the provider, and still not its own place.
        }

        webhook.LetGoOfReadings(); // The provider may take long.
        if (await confirmation.CallAsync(webhook, url))
        {
            webhook.Handshake = reply;
            return Verdict.Stop(Outcome.Handshake);
        }

        webhook.RetryAfter = RetryAfter;
        return Verdict.Stop(Outcome.ProviderUnavailable);
    }
}
