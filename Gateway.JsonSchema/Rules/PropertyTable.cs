using System.Numerics;

namespace Gateway.JsonSchema.Rules;

/// <summary>The names a schema knows, found by the hash that the scanner has computed already.</summary>
internal sealed class PropertyTable
{
    private readonly PropertyRule?[] _slots;

    public PropertyTable(IReadOnlyCollection<PropertyRule> rules)
    {
        _slots = new PropertyRule?[BitOperations.RoundUpToPowerOf2((uint)(rules.Count * 2) | 1)];
        foreach (var rule in rules)
        {
            var slot = SlotOf(rule.Hash);
            while (_slots[slot] is not null)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = rule;
        }
    }

    public IEnumerable<PropertyRule> Rules => _slots.OfType<PropertyRule>();

    public PropertyRule? Find(ReadOnlySpan<byte> json, in JsonToken name)
    {
        var slots = _slots;
        for (var slot = SlotOf(name.Info); slots[slot] is { } rule; slot = (slot + 1) & (slots.Length - 1))
        {
            if (rule.Hash == name.Info && rule.Is(json, name))
            {
                return rule;
            }
        }

        return null;
    }

    private int SlotOf(uint hash) => (int)hash & (_slots.Length - 1);
}
