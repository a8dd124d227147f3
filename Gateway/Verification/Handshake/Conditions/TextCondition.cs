using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Handshake.Conditions;

/// <summary>A value that is there, or has one text.</summary>
/// <param name="source">Where.</param>
/// <param name="text">Which text; null for any.</param>
internal sealed class TextCondition(IValueSource source, string? text) : IHandshakeCondition
{
    public bool Holds(InboundWebhook webhook) =>
        source.Read(webhook, out var value) == ValueState.Found && (text is null || value.Span.SequenceEqual(text));
}
