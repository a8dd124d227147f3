using System.Text;

namespace Gateway.Tests.Support;

/// <summary>A block of headers as HPACK writes it (RFC 7541, section 6), field by field.</summary>
internal sealed class HeaderBlock
{
    private readonly List<byte> _bytes = [];

    /// <summary>A POST to the path.</summary>
    public static HeaderBlock Post(string path) => new HeaderBlock()
        .Add(":method", "POST").Add(":scheme", "http").Add(":authority", "gateway.test").Add(":path", path);

    public byte[] ToArray() => [.. _bytes];

    /// <summary>A literal that goes into no table, with a literal name (section 6.2.2).</summary>
    public HeaderBlock Add(string name, string value) => Literal(0, name, value);

    /// <summary>One that goes into the table (section 6.2.1).</summary>
    public HeaderBlock AddToTable(string name, string value) => Literal(0x40, name, value);

    /// <summary>An entry of a table (section 6.1); 62 is what was put there last.</summary>
    public HeaderBlock AddFromTable(int index)
    {
        Integer(0x80, prefix: 7, index);
        return this;
    }

    /// <summary>A new size of the table (section 6.3).</summary>
    public HeaderBlock Resize(int bytes)
    {
        Integer(0x20, prefix: 5, bytes);
        return this;
    }

    private HeaderBlock Literal(byte kind, string name, string value)
    {
        _bytes.Add(kind);
        Text(name);
        Text(value);
        return this;
    }

    private void Text(string text)
    {
        Integer(0, prefix: 7, text.Length);
        _bytes.AddRange(Encoding.Latin1.GetBytes(text));
    }

    /// <summary>Section 5.1.</summary>
    private void Integer(byte kind, int prefix, int value)
    {
        var most = (1 << prefix) - 1;
        if (value < most)
        {
            _bytes.Add((byte)(kind | value));
            return;
        }

        _bytes.Add((byte)(kind | most));
        for (value -= most; value >= 128; value /= 128)
        {
            _bytes.Add((byte)((value % 128) + 128));
        }

        _bytes.Add((byte)value);
    }
}
