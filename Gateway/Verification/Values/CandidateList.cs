using System.Runtime.CompilerServices;

namespace Gateway.Verification.Values;

/// <summary>
/// The signatures that a request carries, be they right or wrong, prefix taken off: one, or several while a provider rotates its
/// secret. Bounded, since nothing is proven yet.
/// </summary>
/// <param name="prefix">What every signature begins with; a text without it is of another version, not counted, and not an error.</param>
/// <param name="separator">What parts several in one text; null where that is one.</param>
internal struct CandidateList(string prefix, char? separator)
{
    public const int MaxCandidates = 8;

    private Slots _slots;

    public int Count { get; private set; }

    /// <summary>What the texts take that they stand in.</summary>
    public long Bytes { get; private set; }

    public readonly ReadOnlySpan<char> this[int index] => _slots[index].Span;

    /// <summary>Whether this is a text that a signature of the scheme can stand in.</summary>
    public readonly bool Accepts(ReadOnlySpan<char> text) => text.StartsWith(prefix, StringComparison.Ordinal);

    /// <summary>Adds what stands in the text; false when that is more than any provider sends.</summary>
    public bool TryAdd(ReadOnlyMemory<char> text)
    {
        Bytes += sizeof(char) * (long)text.Length;
        while (separator is { } between)
        {
            var end = text.Span.IndexOf(between);
            if (end < 0)
            {
                break;
            }

            if (!TryAddOne(text[..end]))
            {
                return false;
            }

            text = text[(end + 1)..];
        }

        return TryAddOne(text);
    }

    private bool TryAddOne(ReadOnlyMemory<char> text)
    {
        if (!Accepts(text.Span))
        {
            return true;
        }

        if (Count == MaxCandidates)
        {
            return false;
        }

        _slots[Count++] = text[prefix.Length..];
        return true;
    }

    [InlineArray(MaxCandidates)]
    private struct Slots
    {
        private ReadOnlyMemory<char> _first;
    }
}
