using Gateway.Intake;

namespace Gateway.Forwarding;

/// <summary>
/// The bytes that a monitored route has received, and behind them what it has not read. YARP may still hold it when the
/// request is over: the pooled memory goes to another request then, and must not be read through this stream.
/// </summary>
internal sealed class PartlyReadBody(BufferedBody body, Stream rest) : Stream
{
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = ReadReceived(buffer.Span);
        return read > 0 || buffer.IsEmpty ? new(read) : rest.ReadAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Bodies are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int ReadReceived(Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(!body.TryHold(), this);
        try
        {
            var received = body.Memory.Span[_position..];
            var length = Math.Min(received.Length, destination.Length);
            received[..length].CopyTo(destination);
            _position += length;
            return length;
        }
        finally
        {
            body.LetGo();
        }
    }
}
