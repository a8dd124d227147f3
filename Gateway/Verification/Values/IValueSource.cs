using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary>
/// A value named by where it stands in a request. Every question that anything has for a place is asked here, so that nobody
/// has to know which kinds there are.
/// </summary>
internal interface IValueSource
{
    /// <summary>Whether the value is a part of the body wherever it is found, so that it has a body's types.</summary>
    bool IsInBody { get; }

    /// <summary>Whether the value may be a part of the body, so that it is not known before the body is read.</summary>
    bool MayBeInBody { get; }

    /// <summary>Whether the value is text of a header wherever it is found: such text is bytes, each as one character.</summary>
    bool IsHeader { get; }

    /// <summary>Whether the value stands at one place, and nothing else beside it there: then there is one text that says it.</summary>
    bool StandsAlone => false;

    /// <summary>The type that a body must have for the value to be looked for in it; null where it is looked for whatever the type.</summary>
    string? BodyType => null;

    /// <summary>Whether the body's type, which nobody signs, says where the value is looked for: then one webhook has two of them.</summary>
    bool IsChosenByType => false;

    /// <summary>Whether the value may be several, parted by commas.</summary>
    bool IsList => false;

    /// <summary>The index of the value's pointer among the route's pointers into the body; null where it is no value of JSON.</summary>
    int? PointerIndex => null;

    /// <summary>
    /// Whether a signature over these values covers this one, wherever it is found. Sources are compared by what they name.
    /// </summary>
    bool IsCoveredBy(SignedValues signed);

    /// <summary>
    /// Reads the value: a header as it stands, anything else decoded. An empty one counts as missing, so that it is
    /// nobody's id.
    /// </summary>
    ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value);

    /// <summary>
    /// Reads the value as the UTF-8 that it is, where that needs no text to be made of it; null where it has to be read as one.
    /// Valid until anything else is read.
    /// </summary>
    ValueState? ReadUtf8(InboundWebhook webhook, out ReadOnlySpan<byte> value)
    {
        value = default;
        return null;
    }

    /// <summary>Reads all values that stand there, where several may: signatures, one a key or one a version.</summary>
    ValueState ReadEach(InboundWebhook webhook, ref CandidateList values)
    {
        var state = Read(webhook, out var value);
        return state != ValueState.Found || values.TryAdd(value) ? state : ValueState.Ambiguous;
    }

    /// <summary>Whether nothing stands there at all, be it of a kind that cannot be read as a text.</summary>
    bool IsAbsent(InboundWebhook webhook) => Read(webhook, out _) == ValueState.Missing;

    /// <summary>
    /// Puts a value where it is read from, as a provider does; false where it cannot be put by itself, since it is a part of
    /// something that the provider writes as one.
    /// </summary>
    bool TryWrite(HttpRequest request, string value);
}
