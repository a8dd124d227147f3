using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary>
/// <c>a + b</c>, in <c>Signature:From</c> alone: signatures stand at each of the places, such as one a key while a provider
/// rotates. As one value it is never one: read as such it is ambiguous.
/// </summary>
internal sealed record EverySource(IReadOnlyList<IValueSource> Places) : IValueSource
{
    private readonly IValueSource[] _places = [.. Places];

    public bool IsInBody => Array.TrueForAll(_places, place => place.IsInBody);

    public bool MayBeInBody => Array.Exists(_places, place => place.MayBeInBody);

    public bool IsHeader => Array.TrueForAll(_places, place => place.IsHeader);

    public bool IsCoveredBy(SignedValues signed) => false;

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        value = default;
        return ValueState.Ambiguous;
    }

    public ValueState ReadEach(InboundWebhook webhook, ref CandidateList values)
    {
        var found = ValueState.Missing;
        foreach (var place in _places)
        {
            switch (place.ReadEach(webhook, ref values))
            {
                case ValueState.Missing:
                    break;
                case ValueState.Found:
                    found = ValueState.Found;
                    break;
                case var wrong:
                    return wrong;
            }
        }

        return found;
    }

    public bool IsAbsent(InboundWebhook webhook) => Array.TrueForAll(_places, place => place.IsAbsent(webhook));

    public bool TryWrite(HttpRequest request, string value) => Array.Exists(_places, place => place.TryWrite(request, value));
}
