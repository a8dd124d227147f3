using System.Buffers;
using Gateway.Verification.Signature.Content;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>Content in one place, as a claim to be written.</summary>
internal sealed class ContentText : IContentSink
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Append(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);
}
