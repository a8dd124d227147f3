using System.Buffers;
using System.Runtime.InteropServices;

namespace Gateway.JsonSchema.Rules;

/// <summary>
/// A seeded hash that is the same for equal values. One walk along the tape, without recursion: how deep a value is, is
/// for its sender to choose.
/// </summary>
internal static class JsonHash
{
    /// <summary>Containers inside each other that need no memory beside the stack.</summary>
    private const int Shallow = 8;

    public static ulong Of(in JsonView view, int at) =>
        IsContainer(view.Tokens[at].Kind) ? OfContainer(view, at) : OfScalar(view, at);

    private static ulong OfScalar(in JsonView view, int at)
    {
        ref readonly var token = ref view.Tokens[at];
        var raw = token.Raw(view.Json);
        return token.Kind switch
        {
            JsonKind.Number => Seal(new JsonNumber(raw).Hash(), JsonKind.Number),
            JsonKind.String or JsonKind.Name =>
                Seal(token.IsEscaped ? SeededHash.OfEscaped(raw) : SeededHash.Of(raw), JsonKind.String),
            _ => Seal(0, token.Kind),
        };
    }

    private static ulong OfContainer(in JsonView view, int at)
    {
        Span<Container> open = stackalloc Container[Shallow];
        Container[]? rented = null;
        var depth = 0;
        open[0] = Open(view, at++);
        try
        {
            while (true)
            {
                ulong hash;
                ref var inner = ref open[depth];
                if (at == inner.End)
                {
                    hash = Seal(inner.Hash, inner.Kind);
                    if (--depth < 0)
                    {
                        return hash;
                    }
                }
                else
                {
                    if (inner.Kind == JsonKind.Object)
                    {
                        inner.Name = OfScalar(view, at++);
                    }

                    if (IsContainer(view.Tokens[at].Kind))
                    {
                        open = ++depth < open.Length ? open : Grow(open, ref rented);
                        open[depth] = Open(view, at++);
                        continue;
                    }

                    hash = OfScalar(view, at++);
                }

                Add(ref open[depth], hash);
            }
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<Container>.Shared.Return(rented);
            }
        }
    }

    private static void Add(ref Container container, ulong hash)
    {
        if (container.Kind == JsonKind.Array)
        {
            container.Hash = SeededHash.Mix(container.Hash, hash);
        }
        else
        {
            container.Hash += SeededHash.Mix(container.Name, hash); // a sum, so that order is nothing
        }
    }

    private static Span<Container> Grow(Span<Container> open, ref Container[]? rented)
    {
        var larger = ArrayPool<Container>.Shared.Rent(open.Length * 2);
        open.CopyTo(larger);
        if (rented is not null)
        {
            ArrayPool<Container>.Shared.Return(rented);
        }

        rented = larger;
        return larger;
    }

    private static Container Open(in JsonView view, int at) =>
        new() { Kind = view.Tokens[at].Kind, End = view.Tokens[at].Next };

    private static ulong Seal(ulong hash, JsonKind kind) => SeededHash.Mix(hash, (ulong)kind);

    private static bool IsContainer(JsonKind kind) => kind is JsonKind.Array or JsonKind.Object;

    /// <summary>An array or object of which the hash is not complete.</summary>
    [StructLayout(LayoutKind.Auto)]
    private record struct Container
    {
        public ulong Hash { get; set; }

        /// <summary>The hash of the name whose value comes next.</summary>
        public ulong Name { get; set; }

        public int End { get; init; }

        public JsonKind Kind { get; init; }
    }
}
