namespace Gateway.Delivery.Attempts;

/// <summary>Where the body of a destination's answer goes: nobody reads it, and a long one is not waited for.</summary>
internal sealed class DiscardedBody : Stream
{
    private const int MostBytes = 64 * 1024;

    private int _written;

    public bool HasStarted => _written > 0;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Count(count);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Count(buffer.Length);
        return ValueTask.CompletedTask;
    }

    /// <exception cref="IOException">Enough has been read: YARP ends the answer there, and its status counts.</exception>
    private void Count(int bytes)
    {
        _written += bytes;
        if (_written > MostBytes)
        {
            throw new IOException("The rest of the answer is not read.");
        }
    }
}
