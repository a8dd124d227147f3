using Gateway.Intake;
using Gateway.JsonSchema;
using Gateway.Verification.Values;

namespace Gateway.Verification.Handshake.Conditions;

/// <summary><c>{only}</c>: a value that is there, and is all there is in the body.</summary>
internal sealed class OnlyMemberCondition(IValueSource source) : IHandshakeCondition
{
    public bool Holds(InboundWebhook webhook) =>
        source.Read(webhook, out _) == ValueState.Found
        && webhook.Json.ReadTokens()?.Tokens[0] is { Kind: JsonKind.Object, Count: 1 };
}
