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
            if (handshake.Matches(webhook) && handshake.Reply(webhook) is { } reply)
            {
                webhook.Handshake = reply;
                return new(Verdict.Stop(Outcome.Handshake));
            }
        }

        return new(Verdict.Pass);
    }
}
