using System.Collections.Frozen;

namespace Gateway.Verification.Filters;

/// <summary>The value is one of some texts, to the letter.</summary>
internal sealed class TextSetTest(IEnumerable<string> texts) : IValueTest
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _texts =
        texts.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public bool Holds(ReadOnlySpan<char> value) => _texts.Contains(value);
}
