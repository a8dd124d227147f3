using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary>A value named by where it stands in a request.</summary>
internal interface IValueSource
{
    /// <summary>Whether the value is a part of the body wherever it is found, so that it has a body's types.</summary>
    bool IsInBody { get; }

    /// <summary>
    /// Whether a signature over these values covers this one, wherever it is found. Sources are compared by what they name.
    /// </summary>
    bool IsCoveredBy(SignedValues signed);

    /// <summary>
    /// Reads the value: a header as it stands, anything else decoded. An empty one counts as missing, so that it is
    /// nobody's id.
    /// </summary>
    ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value);

    /// <summary>Whether nothing stands there at all, be it of a kind that cannot be read as a text.</summary>
    bool IsAbsent(InboundWebhook webhook) => Read(webhook, out _) == ValueState.Missing;
}
