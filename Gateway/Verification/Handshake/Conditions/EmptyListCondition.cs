using Gateway.Intake;

namespace Gateway.Verification.Handshake.Conditions;

/// <summary><c>[]</c>: a list without elements, as LINE and Xero send to try an endpoint.</summary>
/// <param name="list">The index of its pointer.</param>
internal sealed class EmptyListCondition(int list) : IHandshakeCondition
{
    public bool Holds(InboundWebhook webhook) => webhook.Json.IsEmptyList(list);
}
