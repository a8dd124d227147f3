using System.Buffers;

namespace Gateway.JsonSchema;

/// <summary>The process's shared pool, for what nobody outside can make large: schemas, command lines, tests.</summary>
internal sealed class SharedScratch : IScratchMemory
{
    public static readonly SharedScratch Instance = new();

    private SharedScratch()
    {
    }

    public bool TryRent(int least, out ArraySegment<byte> block)
    {
        block = ArrayPool<byte>.Shared.Rent(least);
        return true;
    }

    public void Return(in ArraySegment<byte> block) => ArrayPool<byte>.Shared.Return(block.Array!);
}
