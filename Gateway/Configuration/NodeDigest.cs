using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gateway.Reading;

namespace Gateway.Configuration;

/// <summary>Tells whether two nodes say the same: values, kinds and where they come from, in their order.</summary>
internal sealed class NodeDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream _written = new();

    public NodeDigest Add(ConfigurationNode node)
    {
        _written.WriteByte((byte)node.Kind);
        Add(node.Value);
        Add(node.Origin);
        Write(node.Children.Count);
        foreach (var (key, child) in node.Children)
        {
            Add(key);
            Add(child);
        }

        return this;
    }

    /// <summary>Behind its length; null is another than an empty one.</summary>
    public NodeDigest Add(string? text)
    {
        Write(text?.Length ?? -1);
        _written.Write(Encoding.UTF8.GetBytes(text ?? ""));
        return this;
    }

    public NodeDigest Add(UInt128 digest)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, digest);
        _written.Write(bytes);
        return this;
    }

    /// <summary>Of all that was added; what is added from here on is another.</summary>
    public UInt128 Finish()
    {
        _hash.AppendData(_written.GetBuffer().AsSpan(0, (int)_written.Length));
        _written.SetLength(0);
        return BinaryPrimitives.ReadUInt128LittleEndian(_hash.GetHashAndReset());
    }

    public void Dispose()
    {
        _hash.Dispose();
        _written.Dispose();
    }

    private void Write(int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        _written.Write(bytes);
    }
}
