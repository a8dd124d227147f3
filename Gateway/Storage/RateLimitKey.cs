using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Storage;

/// <summary>
/// Names one budget: a rule of a route, and whom it counts. Fixed in size, so that nothing a sender chooses makes it
/// larger.
/// </summary>
/// <param name="Route">Stable hash of the route's name: the same on every replica.</param>
/// <param name="Rule">Stable hash of the rule as configured: the same on every replica, another when the rule changes.</param>
/// <param name="Subject">Whom the budget counts: a client address, the hash of a header's value, or zero.</param>
internal readonly record struct RateLimitKey(ulong Route, ulong Rule, UInt128 Subject)
{
    /// <summary>The same on every replica and in every version.</summary>
    public static ulong StableHash(string text) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
