using System.Text;

namespace Gateway.Delivery.Stored;

/// <summary>Reads what <see cref="HeadWriter"/> has written. What is not so is an <see cref="InvalidDataException"/>.</summary>
internal ref struct HeadReader(ReadOnlySpan<byte> source)
{
    private const int MostBits = 28;

    private readonly ReadOnlySpan<byte> _source = source;

    /// <summary>How much has been read.</summary>
    public int Position { get; private set; }

    private readonly int Rest => _source.Length - Position;

    public byte Byte() => Rest > 0 ? _source[Position++] : throw Damaged();

    public bool Bool() => Byte() != 0;

    public string Text()
    {
        var length = Number();
        if (length > Rest)
        {
            throw Damaged();
        }

        var text = Encoding.UTF8.GetString(_source.Slice(Position, length));
        Position += length;
        return text;
    }

    public KeyValuePair<string, string>[] Pairs()
    {
        var count = Number();
        if (count > Rest / 2) // Each takes two lengths at least.
        {
            throw Damaged();
        }

        var pairs = new KeyValuePair<string, string>[count];
        for (var i = 0; i < count; i++)
        {
            pairs[i] = new(Text(), Text());
        }

        return pairs;
    }

    /// <summary>Not negative.</summary>
    public int Number()
    {
        var number = 0u;
        for (var bits = 0; bits <= MostBits; bits += 7)
        {
            var next = Byte();
            number |= (next & 0x7Fu) << bits;
            if (next < 0x80)
            {
                return number <= int.MaxValue ? (int)number : throw Damaged();
            }
        }

        throw Damaged();
    }

    public static InvalidDataException Damaged() => new("The stored request is damaged.");
}
