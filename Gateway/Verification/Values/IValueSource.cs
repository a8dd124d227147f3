using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary>A value named by where it stands in a request.</summary>
internal interface IValueSource
{
    /// <summary>Whether the value is a part of the body wherever it is found, so that what covers the body covers it.</summary>
    bool IsInBody { get; }

    /// <summary>
    /// Reads the value: a header as it stands, anything else decoded. An empty one counts as missing, so that it is
    /// nobody's id.
    /// </summary>
    ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value);
}
