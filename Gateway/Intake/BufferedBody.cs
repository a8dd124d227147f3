using System.Buffers;

namespace Gateway.Intake;

/// <summary>
/// The body as received, in one pooled array that grows with what arrives. The array goes back to the pool when the last
/// who holds it lets go: a client that still sends it must not find another request's bytes there.
/// </summary>
internal sealed class BufferedBody(BodyBudget budget) : IDisposable
{
    private byte[] _buffer = [];
    private int _charged;
    private int _holders = 1; // its request
    private bool _isDisposed;

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

    /// <summary>Keeps the memory valid until <see cref="LetGo"/>; false if it is gone already.</summary>
    public bool TryHold()
    {
        var holders = Volatile.Read(ref _holders);
        while (holders > 0)
        {
            var seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders)
            {
                return true;
            }

            holders = seen;
        }

        return false;
    }

    public void LetGo()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            Return();
            Length = 0;
        }
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            LetGo();
        }
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
