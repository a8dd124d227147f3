using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gateway.Storage;

/// <summary>
/// Tells one attempt at an event from the next, so that an attempt that outlived its lease cannot release the claim
/// that a later attempt holds by now.
/// </summary>
internal readonly record struct ClaimOwner(Guid Value)
{
    // Random once a process, counted from there: unique among replicas without asking the kernel for each webhook.
    private static readonly UInt128 Process = new(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))), 0);
    private static ulong _last;

    public static ClaimOwner Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Process + Interlocked.Increment(ref _last));
        return new(new Guid(bytes));
    }
}
