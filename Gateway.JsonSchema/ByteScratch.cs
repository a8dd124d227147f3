using System.Buffers;

namespace Gateway.JsonSchema;

/// <summary>
/// A short-lived buffer: the caller's stack where that suffices, the shared pool where not. Large ones are the garbage collector's: the
/// pool would keep them for as long as the process lives.
/// </summary>
internal ref struct ByteScratch
{
    /// <summary>What a caller puts on its stack; longer strings are rare enough for the pool.</summary>
    public const int StackSize = 256;

    private const int LargestRented = 64 * 1024;

    private byte[]? _rented;

    public ByteScratch(Span<byte> stack, int length)
    {
        if (length > LargestRented)
        {
            Span = GC.AllocateUninitializedArray<byte>(length);
        }
        else if (length > stack.Length)
        {
            _rented = ArrayPool<byte>.Shared.Rent(length);
            Span = _rented;
        }
        else
        {
            Span = stack;
        }
    }

    public Span<byte> Span { get; }

    public void Dispose()
    {
        if (_rented is { } rented)
        {
            _rented = null;
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
