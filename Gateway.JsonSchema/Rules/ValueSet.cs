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

    public IReadOnlyList<JsonConstant> Constants => _values;

    public bool Contains(ref Evaluation e, int at)
    {
        ref readonly var token = ref e.View.Tokens[at];
        if (_table.Length > 0)
        {
            return e.TrySpend(token.Length >> 3) && Find(e.View, at, JsonHash.Of(e.View, at));
        }

        if (token.IsText && !token.IsEscaped)
        {
            return ContainsText(token.Raw(e.View.Json));
        }

        if (token.Kind is JsonKind.Array or JsonKind.Object)
        {
            return ContainsContainer(ref e, at);
        }

        // Each comparison may read the whole value, which mostly is no longer than a few digits.
        if (!e.TrySpend(_values.Length * (token.Length >> 3)))
        {
            return false;
        }

        foreach (var value in _values)
        {
            if (JsonEquality.AreEqual(value.View, 0, e.View, at))
            {
                return true;
            }
        }

        return false;
    }

    private bool ContainsContainer(ref Evaluation e, int at)
    {
        ref readonly var token = ref e.View.Tokens[at];
        var hash = 0UL;
        var isHashed = false;
        foreach (var value in _values)
        {
            if (value.Kind != token.Kind || value.Count != token.Count)
            {
                continue;
            }

            if (!isHashed)
            {
                if (!e.TrySpend(token.Length >> 3))
                {
                    return false;
                }

                hash = JsonHash.Of(e.View, at);
                isHashed = true;
            }

            if (value.Hash == hash)
            {
                return true; // what an equal hash means: JsonEquality
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
            if (value.Hash == hash && IsSame(value, view, at))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Of two containers the hashes, which are equal here, decide.</summary>
    private static bool IsSame(JsonConstant value, in JsonView view, int at)
    {
        ref readonly var token = ref view.Tokens[at];
        return token.Kind is JsonKind.Array or JsonKind.Object
            ? value.Kind == token.Kind && value.Count == token.Count
            : JsonEquality.AreEqual(value.View, 0, view, at);
    }
}
