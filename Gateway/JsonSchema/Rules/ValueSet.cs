using System.Numerics;

namespace Gateway.JsonSchema.Rules;

/// <summary>The values of enum or const: one after the other while they are few, by hash when they are many.</summary>
internal sealed class ValueSet
{
    private const int Few = 8;
    private readonly JsonConstant[] _values;
    private readonly int[] _table = [];

    public ValueSet(JsonConstant[] values, SchemaAssertion assertion)
    {
        _values = values;
        Assertion = assertion;
        if (values.Length <= Few)
        {
            return;
        }

        _table = new int[BitOperations.RoundUpToPowerOf2((uint)values.Length * 2)];
        for (var i = 0; i < values.Length; i++)
        {
            var slot = SlotOf(values[i].Hash);
            while (_table[slot] != 0)
            {
                slot = (slot + 1) & (_table.Length - 1);
            }

            _table[slot] = i + 1; // 0 marks a free slot
        }
    }

    public SchemaAssertion Assertion { get; }

    public bool Contains(in JsonView view, int at)
    {
        if (_table.Length > 0)
        {
            return Find(view, at, JsonEquality.Hash(view, at));
        }

        ref readonly var token = ref view.Tokens[at];
        if (token.IsText && !token.IsEscaped)
        {
            return ContainsText(token.Raw(view.Json));
        }

        foreach (var value in _values)
        {
            if (JsonEquality.AreEqual(value.View, 0, view, at))
            {
                return true;
            }
        }

        return false;
    }

    private bool ContainsText(ReadOnlySpan<byte> text)
    {
        foreach (var value in _values)
        {
            if (value.Text is { } allowed && text.SequenceEqual(allowed))
            {
                return true;
            }
        }

        return false;
    }

    private int SlotOf(ulong hash) => (int)hash & (_table.Length - 1);

    private bool Find(in JsonView view, int at, ulong hash)
    {
        for (var slot = SlotOf(hash); _table[slot] != 0; slot = (slot + 1) & (_table.Length - 1))
        {
            var value = _values[_table[slot] - 1];
            if (value.Hash == hash && JsonEquality.AreEqual(value.View, 0, view, at))
            {
                return true;
            }
        }

        return false;
    }
}
