using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Tests.JsonSchema;

/// <summary>Mutates texts at random, and in the same way again from the same seed.</summary>
internal sealed class Mutation(ulong seed)
{
    private ulong _state = seed | 1;

    public ulong Seed => seed;

    public static Mutation Create() =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))));

    public int Next(int below)
    {
        _state ^= _state << 13; // xorshift
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return (int)((_state >> 16) % (ulong)below);
    }

    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    public byte[] Mutate(string text, string[] others, string[] fragments)
    {
        var bytes = Encoding.UTF8.GetBytes(text).ToList();
        for (var rounds = Next(4); rounds > 0; rounds--)
        {
            var at = Next(bytes.Count + 1);
            var length = Math.Min(Next(8), bytes.Count - at);
            switch (Next(5))
            {
                case 0:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pick(fragments)));
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << Next(8));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                default:
                    var other = Encoding.UTF8.GetBytes(Pick(others));
                    bytes.InsertRange(at, other.Skip(Next(other.Length)).Take(Next(40)));
                    break;
            }
        }

        return [.. bytes];
    }
}
