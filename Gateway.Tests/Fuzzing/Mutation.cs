using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Fuzzing;

/// <summary>Mutates texts by chance.</summary>
internal sealed class Mutation(Chance chance)
{
    public int Next(int below) => chance.Below(below);

    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    public byte[] Mutate(string text, string[] others, string[] fragments) =>
        Mutate(Encoding.UTF8.GetBytes(text), [.. others.Select(Encoding.UTF8.GetBytes)], fragments);

    public byte[] Mutate(byte[] text, IReadOnlyList<byte[]> others, string[] fragments)
    {
        var bytes = text.ToList();
        for (var rounds = Next(4); rounds > 0; rounds--)
        {
            var at = Next(bytes.Count + 1);
            var length = Math.Min(Next(8), bytes.Count - at);
            switch (Next(5))
            {
                case 0 when fragments.Length > 0:
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
                    var other = Pick(others);
                    bytes.InsertRange(at, other.Skip(Next(other.Length + 1)).Take(Next(40)));
                    break;
            }
        }

        return [.. bytes];
    }
}
