using System.Buffers;
using System.Numerics;

namespace Gateway.Intake.Memory;

/// <summary>
/// Arrays of 2^n bytes to use again. The shared pool keeps large ones for each thread and processor, uncounted and as long as the
/// process has memory: after a flood that is as much again as was allowed. Here what is kept is known, dropped when others need
/// the room, and when nobody has needed it for a while.
/// </summary>
internal sealed class LargeArrays : IDisposable
{
    /// <summary>Up to here the shared pool is used: what it keeps of those is little.</summary>
    private const int LargestShared = 64 * 1024;

    private const int Least = 16; // The shared pool's smallest.
    private const int Sizes = 32;

    /// <summary>Worth a collection: an idle process would keep them for hours.</summary>
    private const long WorthCollecting = 16 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Stack<byte[]>[] _idle = [.. Enumerable.Range(0, Sizes).Select(_ => new Stack<byte[]>())];
    private readonly int[] _unneeded = new int[Sizes]; // The fewest that were idle since the last look.
    private readonly ITimer _look;
    private long _idleBytes;

    public LargeArrays(TimeProvider clock) =>
        _look = clock.CreateTimer(static state => ((LargeArrays)state!).DropUnneeded(), this, Patience, Patience);

    public long IdleBytes => Volatile.Read(ref _idleBytes);

    /// <summary>The length of the array that is rented for this many bytes, which is what has to be charged.</summary>
    public static int LengthFor(int least) => (int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)Math.Max(least, Least)), Array.MaxLength);

    /// <param name="length">As <see cref="LengthFor"/> says.</param>
    public byte[] Rent(int length)
    {
        if (length <= LargestShared)
        {
            return ArrayPool<byte>.Shared.Rent(length);
        }

        var size = BitOperations.Log2((uint)length);
        lock (_gate)
        {
            if (_idle[size].TryPop(out var array))
            {
                _idleBytes -= array.Length;
                _unneeded[size] = Math.Min(_unneeded[size], _idle[size].Count);
                return array;
            }
        }

        return GC.AllocateUninitializedArray<byte>(length);
    }

    public void Return(byte[] array)
    {
        if (array.Length <= LargestShared)
        {
            ArrayPool<byte>.Shared.Return(array);
            return;
        }

        lock (_gate)
        {
            _idle[BitOperations.Log2((uint)array.Length)].Push(array);
            _idleBytes += array.Length;
        }
    }

    /// <summary>Makes room, with the largest first.</summary>
    public void Drop(long bytes)
    {
        lock (_gate)
        {
            for (var size = Sizes - 1; size >= 0 && bytes > 0; size--)
            {
                while (bytes > 0 && _idle[size].TryPop(out var array))
                {
                    _idleBytes -= array.Length;
                    bytes -= array.Length;
                    _unneeded[size] = Math.Min(_unneeded[size], _idle[size].Count);
                }
            }
        }
    }

    public void Dispose() => _look.Dispose();

    /// <summary>What nobody has needed since the last look.</summary>
    private void DropUnneeded()
    {
        var dropped = 0L;
        lock (_gate)
        {
            for (var size = 0; size < Sizes; size++)
            {
                for (; _unneeded[size] > 0; _unneeded[size]--)
                {
                    dropped += _idle[size].Pop().Length;
                }

                _unneeded[size] = _idle[size].Count;
            }

            _idleBytes -= dropped;
        }

        if (dropped >= WorthCollecting)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
