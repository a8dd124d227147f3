using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary><c>a | b</c>: the first place where something stands.</summary>
internal sealed record AlternativeSource(IReadOnlyList<IValueSource> Alternatives) : IValueSource
{
    private readonly IValueSource[] _alternatives = [.. Alternatives];

    public bool IsInBody => Array.TrueForAll(_alternatives, alternative => alternative.IsInBody);

    public bool MayBeInBody => Array.Exists(_alternatives, alternative => alternative.MayBeInBody);

    public bool IsHeader => Array.TrueForAll(_alternatives, alternative => alternative.IsHeader);

    public bool IsList => Array.Exists(_alternatives, alternative => alternative.IsList);

    public bool IsChosenByType =>
        Array.Exists(_alternatives, alternative => alternative.IsChosenByType || alternative.BodyType != _alternatives[0].BodyType);

    // Signed as {A | B}, the first that is there is covered: that says nothing of B alone, beside which an A may stand.
    public bool IsCoveredBy(SignedValues signed) =>
        signed.Contains(this) || Array.TrueForAll(_alternatives, alternative => alternative.IsCoveredBy(signed));

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        foreach (var alternative in _alternatives)
        {
            var state = alternative.Read(webhook, out value);
            if (state != ValueState.Missing)
            {
                return state;
            }
        }

        value = default;
        return ValueState.Missing;
    }

    public ValueState ReadEach(InboundWebhook webhook, ref CandidateList values)
    {
        var found = ValueState.Missing;
        foreach (var alternative in _alternatives)
        {
            var before = values.Count;
            var state = alternative.ReadEach(webhook, ref values);
            if (state != ValueState.Missing && (state != ValueState.Found || values.Count > before))
            {
                return state;
            }

            if (state == ValueState.Found)
            {
                found = state; // A header is there, without the field: the next place may have it.
            }
        }

        return found;
    }

    public bool IsAbsent(InboundWebhook webhook) => Array.TrueForAll(_alternatives, alternative => alternative.IsAbsent(webhook));

    public bool TryWrite(HttpRequest request, string value) => Array.Exists(_alternatives, alternative => alternative.TryWrite(request, value));

    public bool Equals(AlternativeSource? other) => other is not null && _alternatives.AsSpan().SequenceEqual(other._alternatives);

    public override int GetHashCode() => _alternatives[0].GetHashCode();
}
