using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Gateway.Storage.Sqlite.Claims;

/// <summary>
/// What the file knows an event by: 128 bits made of its key. Whoever wanted one event to be taken for another would have to
/// find a SHA-256 that gives the same, in 2^128 tries. The route is the operator's own, so a fast hash does for it.
/// </summary>
internal static class ClaimId
{
    // Any odd number of that length: both halves count, and neither can take back what the other changes in the same bits.
    private static readonly UInt128 Odd = new(0x9E37_79B9_7F4A_7C15, 0xF39C_C060_5CED_C835);

    public static UInt128 Of(in ClaimKey key) =>
        ((key.High * Odd) + key.Low) ^ XxHash128.HashToUInt128(MemoryMarshal.AsBytes(key.Route.AsSpan()));
}
