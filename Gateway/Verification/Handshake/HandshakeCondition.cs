using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Handshake;

/// <summary>One thing that tells a challenge from an event: a value that is there, or has one text.</summary>
/// <param name="Source">Where.</param>
/// <param name="Text">Which text; null for any.</param>
internal sealed record HandshakeCondition(IValueSource Source, string? Text)
{
    public bool Holds(InboundWebhook webhook) =>
        Source.Read(webhook, out var value) == ValueState.Found && (Text is null || value.Span.SequenceEqual(Text));
}
