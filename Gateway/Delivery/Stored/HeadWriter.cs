using System.Text;

namespace Gateway.Delivery.Stored;

/// <summary>Writes what is stored of a request beside its body, or only counts how long it will be.</summary>
/// <param name="destination">Where to; as long as has been counted.</param>
/// <param name="counts">Writes nothing.</param>
internal ref struct HeadWriter(Span<byte> destination, bool counts = false)
{
    private const int SevenBits = 0x7F;
    private const int More = 0x80;

    private readonly Span<byte> _destination = destination;

    /// <summary>How much has been written, or would have been.</summary>
    public int Length { get; private set; }

    public void Write(byte value)
    {
        if (!counts)
        {
            _destination[Length] = value;
        }

        Length++;
    }

    public void Write(bool value) => Write(value ? (byte)1 : (byte)0);

    /// <summary>Its length in UTF-8, and its bytes.</summary>
    public void Write(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Write(length);
        if (!counts)
        {
            Encoding.UTF8.GetBytes(text, _destination[Length..]);
        }

        Length += length;
    }

    /// <summary>Seven bits in each byte, the lowest first, as <see cref="BinaryWriter"/> writes lengths.</summary>
    public void Write(int number)
    {
        var rest = (uint)number;
        for (; rest > SevenBits; rest >>= 7)
        {
            Write((byte)(rest | More));
        }

        Write((byte)rest);
    }
}
