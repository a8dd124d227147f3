using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary><c>a | b</c>: the first place where something stands.</summary>
internal sealed class AlternativeSource(IReadOnlyList<IValueSource> alternatives) : IValueSource
{
    private readonly IValueSource[] _alternatives = [.. alternatives];

    public IReadOnlyList<IValueSource> Alternatives => _alternatives;

    public bool IsInBody => Array.TrueForAll(_alternatives, alternative => alternative.IsInBody);

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
}
