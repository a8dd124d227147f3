using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.JsonSchema;

/// <summary>Mutates texts by chance.</summary>
internal sealed class Mutation(Chance chance)
{
    public int Next(int below) => chance.Below(below);

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
