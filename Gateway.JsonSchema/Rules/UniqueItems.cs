using System.Numerics;
using System.Runtime.InteropServices;

namespace Gateway.JsonSchema.Rules;

/// <summary>uniqueItems in linear time: elements are compared only where their seeded hashes agree.</summary>
internal static class UniqueItems
{
    /// <summary>Up to here comparing each with each costs less than a table.</summary>
    private const int Few = 8;

    /// <summary>And only while they are short: each is read as often as there are others.</summary>
    private const int Short = 512;

    /// <summary>What an element takes in the table: its hash and its place.</summary>
    private const int BytesPerSlot = sizeof(ulong) + sizeof(int);

    /// <summary>The token of an element that equals an earlier one, or -1; null if there is no memory to find out.</summary>
    public static int? FindRepeated(in JsonView view, int array, IScratchMemory memory)
    {
        var count = view.Tokens[array].Count;
        return count <= Few && view.Tokens[array].Length <= Short && AreScalars(view, array)
            ? FindAmongFew(view, array)
            : FindByHash(view, array, count, memory);
    }

    private static bool AreScalars(in JsonView view, int array) =>
        view.Tokens[array].Next == array + 1 + view.Tokens[array].Count; // one token for each element

    private static int FindAmongFew(in JsonView view, int array)
    {
        var end = view.Tokens[array].Next;
        for (var element = array + 2; element < end; element++)
        {
            for (var other = array + 1; other < element; other++)
            {
                if (JsonEquality.AreEqual(view, other, view, element))
                {
                    return element;
                }
            }
        }

        return -1;
    }

    private static int? FindByHash(in JsonView view, int array, int count, IScratchMemory memory)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)count * 2);
        if (!memory.TryRent(checked(size * BytesPerSlot), out var room))
        {
            return null;
        }

        try
        {
            var hashes = MemoryMarshal.Cast<byte, ulong>(room.AsSpan(0, size * sizeof(ulong)));
            var table = MemoryMarshal.Cast<byte, int>(room.AsSpan(size * sizeof(ulong), size * sizeof(int)));
            return FindByHash(view, array, hashes, table);
        }
        finally
        {
            memory.Return(room);
        }
    }

    private static int FindByHash(in JsonView view, int array, Span<ulong> hashes, Span<int> table)
    {
        table.Clear();
        var end = view.Tokens[array].Next;
        for (var element = array + 1; element < end; element = view.Tokens[element].Next)
        {
            var hash = JsonHash.Of(view, element);
            var slot = (int)hash & (table.Length - 1);
            for (; table[slot] != 0; slot = (slot + 1) & (table.Length - 1)) // 0 marks a free slot: no element is token 0
            {
                if (hashes[slot] == hash && AreEqual(view, table[slot], element))
                {
                    return element;
                }
            }

            hashes[slot] = hash;
            table[slot] = element;
        }

        return -1;
    }

    // Of two containers the hashes, which are known here, decide.
    private static bool AreEqual(in JsonView view, int x, int y) =>
        view.Tokens[x].Kind is JsonKind.Array or JsonKind.Object
            ? view.Tokens[x].Kind == view.Tokens[y].Kind && view.Tokens[x].Count == view.Tokens[y].Count
            : JsonEquality.AreEqual(view, x, view, y);
}
