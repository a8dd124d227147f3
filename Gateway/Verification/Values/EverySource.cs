using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary>
/// <c>a + b</c>, in <c>Signature:From</c> alone: signatures stand at each of the places, such as one a key while a provider
/// rotates. As one value it is never one: read as such it is ambiguous.
/// </summary>
internal sealed record EverySource(IReadOnlyList<IValueSource> Places) : IValueSource
{
    public bool IsInBody => Places.All(place => place.IsInBody);

    public bool IsCoveredBy(SignedValues signed) => false;

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        value = default;
        return ValueState.Ambiguous;
    }
}
