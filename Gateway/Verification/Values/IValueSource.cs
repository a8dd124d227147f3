using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary>A value named by where it stands in a request.</summary>
internal interface IValueSource
{
    /// <summary>Reads the value exactly as it stands. Text of the body is decoded; nothing else is.</summary>
    ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value);
}
