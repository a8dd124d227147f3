using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Verification.Handshake;

/// <summary>Recognises the provider's challenges and answers them here; the backend never sees them.</summary>
internal sealed class HandshakeStage(IReadOnlyList<HandshakePolicy> handshakes) : IVerificationStage
{
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
                return new(Verdict.Stop(Outcome.SignatureInvalid));
            }

            if (handshake.Reply(webhook) is { } reply)
            {
                webhook.Handshake = reply;
                return new(Verdict.Stop(Outcome.Handshake));
            }
        }

        return new(Verdict.Pass);
    }
}
