using System.Runtime.CompilerServices;

namespace Gateway.Verification.Signature;

/// <summary>
/// The signatures that a request claims, prefix taken off: one, or several while a provider rotates its secret. Bounded,
/// since nothing is proven yet.
/// </summary>
internal struct CandidateList
{
    public const int MaxCandidates = 8;

    private Slots _slots;

    public int Count { get; private set; }

    public readonly ReadOnlySpan<char> this[int index] => _slots[index].Span;

    /// <summary>False when there are more than any provider sends.</summary>
    public bool TryAdd(ReadOnlyMemory<char> candidate)
    {
        if (Count == MaxCandidates)
        {
            return false;
        }

        _slots[Count++] = candidate;
        return true;
    }

    [InlineArray(MaxCandidates)]
    private struct Slots
    {
        private ReadOnlyMemory<char> _first;
    }
}
