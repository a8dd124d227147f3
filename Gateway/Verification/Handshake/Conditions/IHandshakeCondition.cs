using Gateway.Intake;

namespace Gateway.Verification.Handshake.Conditions;

/// <summary>One thing that tells a challenge from an event.</summary>
internal interface IHandshakeCondition
{
    bool Holds(InboundWebhook webhook);
}
