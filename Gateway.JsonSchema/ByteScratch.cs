using System.Buffers;

namespace Gateway.JsonSchema;

/// <summary>A short-lived buffer: the caller's stack where that suffices, the shared pool where not.</summary>
internal ref struct ByteScratch
{
    /// <summary>What a caller puts on its stack; longer strings are rare enough for the pool.</summary>
    public const int StackSize = 256;

    private byte[]? _rented;

    public ByteScratch(Span<byte> stack, int length)
    {
        if (length > stack.Length)
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
