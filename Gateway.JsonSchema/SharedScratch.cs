using System.Buffers;

namespace Gateway.JsonSchema;

/// <summary>The process's shared pool, for what nobody outside can make large: schemas, command lines, tests.</summary>
internal sealed class SharedScratch : IScratchMemory
{
    public static readonly SharedScratch Instance = new();

    private SharedScratch()
    {
    }

    public byte[]? TryRent(int least) => ArrayPool<byte>.Shared.Rent(least);

    public void Return(byte[] array) => ArrayPool<byte>.Shared.Return(array);
}
