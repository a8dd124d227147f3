namespace Gateway.JsonSchema.Patterns.Matching;

/// <summary>Where an automaton may be in its pattern, and what it has to know of the character before.</summary>
internal sealed class AutomatonState(int[] places, bool isAtStart, bool isAfterWord, bool isAccepted = false)
{
    public ReadOnlySpan<int> Places => places;

    /// <summary>Nothing is read yet.</summary>
    public bool IsAtStart => isAtStart;

    /// <summary>The character before is a letter, digit or underscore.</summary>
    public bool IsAfterWord => isAfterWord;

    /// <summary>The pattern has matched, whatever may follow.</summary>
    public bool IsAccepted => isAccepted;

    /// <summary>The pattern cannot match any more.</summary>
    public bool IsDead => places.Length == 0 && !isAccepted;

    /// <summary>A text that is the same for states that are the same.</summary>
    public string ToKey() => string.Create(places.Length + 1, (places, isAtStart, isAfterWord), static (key, state) =>
    {
        key[0] = (char)((state.isAtStart ? 1 : 0) | (state.isAfterWord ? 2 : 0));
        for (var i = 0; i < state.places.Length; i++)
        {
            key[i + 1] = (char)state.places[i];
        }
    });
}
