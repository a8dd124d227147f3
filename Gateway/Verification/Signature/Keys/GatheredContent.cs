using Gateway.JsonSchema;
using Gateway.Verification.Signature.Content;
using Microsoft.Extensions.ObjectPool;

namespace Gateway.Verification.Signature.Keys;

/// <summary>
/// The signed content in one place, for algorithms that take it whole. A second copy of the body while one request is verified:
/// as many of them as there are processors, whatever the number of requests.
/// </summary>
internal sealed class GatheredContent : IContentSink, IResettable
{
    private const int LeastBytes = 4096;

    private ArraySegment<byte> _buffer = ArraySegment<byte>.Empty;
    private int _length;

    /// <summary>Where its memory comes from: the request whose content it is. Nobody's on the command line.</summary>
    public IScratchMemory Memory { get; set; } = SharedScratch.Instance;

    /// <summary>There was no memory for all of it.</summary>
    public bool IsCutOff { get; private set; }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Count - _length)
        {
            Grow(checked(_length + bytes.Length));
        }

        if (IsCutOff)
        {
            return;
        }

        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Forgets the content; its memory is anybody's while this waits in its pool.</summary>
    public bool TryReset()
    {
        if (_buffer.Count > 0)
        {
            Memory.Return(_buffer);
        }

        (_buffer, _length, Memory, IsCutOff) = (ArraySegment<byte>.Empty, 0, SharedScratch.Instance, false);
        return true;
    }

    private void Grow(int least)
    {
        if (IsCutOff || !Memory.TryRent(Math.Max(least, LeastBytes), out var larger))
        {
            IsCutOff = true;
            return;
        }

        Bytes.CopyTo(larger);
        if (_buffer.Count > 0)
        {
            Memory.Return(_buffer);
        }

        _buffer = larger;
    }
}
