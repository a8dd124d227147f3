namespace Gateway.Intake;

/// <summary>
/// Compressed bytes for a decoder that reads ahead: the last of them one by one, so that it is known whether it needed all of them.
/// What stands behind the end would be ignored here and read by another.
/// </summary>
internal sealed class ExactInput(ReadOnlyMemory<byte> bytes) : Stream
{
    /// <summary>In one block of a decoder's buffer.</summary>
    private const int OneByOne = 16;

    private int _taken;

    /// <summary>More was asked for than there is: it ends before its end.</summary>
    public bool IsCutOff { get; private set; }

    public bool IsUsedUp => _taken == bytes.Length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var left = bytes.Length - _taken;
        if (left == 0 && buffer.Length > 0)
        {
            IsCutOff = true;
            return 0;
        }

        var length = Math.Min(buffer.Length, left > OneByOne ? left - OneByOne : Math.Min(1, left));
        bytes.Span.Slice(_taken, length).CopyTo(buffer);
        _taken += length;
        return length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
