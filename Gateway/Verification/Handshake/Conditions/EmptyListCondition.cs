using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Handshake.Conditions;

/// <summary><c>[]</c>: a list without elements, as LINE and Xero send to try an endpoint.</summary>
internal sealed class EmptyListCondition(BodySource source) : IHandshakeCondition
{
    public bool Holds(InboundWebhook webhook) => webhook.Json.IsEmptyList(source.Index);
}
