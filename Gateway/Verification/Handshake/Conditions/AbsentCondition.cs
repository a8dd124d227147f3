using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Handshake.Conditions;

/// <summary><c>{absent}</c>: nothing stands there. A value that is ambiguous or cannot be read is not absent.</summary>
internal sealed class AbsentCondition(IValueSource source) : IHandshakeCondition
{
    public bool Holds(InboundWebhook webhook) => source.IsAbsent(webhook);
}
