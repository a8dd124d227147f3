using System.Buffers;

namespace Gateway.Intake;

/// <summary>The body as received, in one pooled array that grows with what arrives.</summary>
internal sealed class BufferedBody(BodyBudget budget) : IDisposable
{
    private byte[] _buffer = [];
    private int _charged;

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, Length);

    /// <summary>Makes room for <paramref name="bytes"/> behind what is there, or says that the budget is used up.</summary>
    public bool TryReserve(int bytes)
    {
        if (_buffer.Length - Length >= bytes)
        {
            return true;
        }

        // Doubling keeps the copies linear in what arrives.
        var grown = ArrayPool<byte>.Shared.Rent(Math.Max(checked(Length + bytes), Length * 2));
        if (!budget.TryTake(grown.Length))
        {
            ArrayPool<byte>.Shared.Return(grown);
            return false;
        }

        Memory.Span.CopyTo(grown);
        Return();
        (_buffer, _charged) = (grown, grown.Length);
        return true;
    }

    public void Append(in ReadOnlySequence<byte> bytes)
    {
        var length = (int)bytes.Length;
        bytes.CopyTo(_buffer.AsSpan(Length, length));
        Length += length;
    }

    /// <summary>For forwarding: the exact bytes. Valid until this body is disposed.</summary>
    public Stream AsStream() => new MemoryStream(_buffer, 0, Length, writable: false);

    public void Dispose()
    {
        Return();
        Length = 0;
    }

    private void Return()
    {
        if (_charged == 0)
        {
            return;
        }

        ArrayPool<byte>.Shared.Return(_buffer);
        budget.GiveBack(_charged);
        (_buffer, _charged) = ([], 0);
    }
}
