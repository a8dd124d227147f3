using System.Numerics;
using System.Runtime.InteropServices;

namespace Gateway.JsonSchema;

/// <summary>
/// Finds names an object holds twice, from the hashes on the tape and in linear time: a walk over the few names so far
/// while an object is small, one hash table when a large one is closed.
/// </summary>
internal static class RepeatedNames
{
    /// <summary>Up to here walking costs less than a table.</summary>
    public const int Few = 16;

    /// <summary>Whether a name, the last on the tape, stands in its still open object already.</summary>
    public static bool Contain(ReadOnlySpan<byte> json, ReadOnlySpan<JsonToken> tokens, int container, int name)
    {
        for (var other = container + 1; other < name; other = tokens[other + 1].Next)
        {
            if (AreSame(json, tokens[other], tokens[name]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether any name of an object stands in it twice; null if there is no memory to find out.</summary>
    public static bool? Find(ReadOnlySpan<byte> json, ReadOnlySpan<JsonToken> tokens, int container, IScratchMemory memory)
    {
        ref readonly var token = ref tokens[container];
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)token.Count * 2);
        if (!memory.TryRent(size * sizeof(int), out var room))
        {
            return null;
        }

        var table = MemoryMarshal.Cast<byte, int>(room.AsSpan())[..size];
        table.Clear();
        var repeated = false;
        for (var name = container + 1; name < token.Next && !repeated; name = tokens[name + 1].Next)
        {
            var slot = (int)tokens[name].Info & (size - 1);
            for (; table[slot] != 0 && !repeated; slot = (slot + 1) & (size - 1)) // 0 is free: no name is token 0
            {
                repeated = AreSame(json, tokens[table[slot]], tokens[name]);
            }

            table[slot] = name;
        }

        memory.Return(room);
        return repeated;
    }

    /// <summary>Whether two names are one, however they are written.</summary>
    public static bool AreSame(ReadOnlySpan<byte> json, in JsonToken a, in JsonToken b) =>
        a.Info == b.Info && JsonText.AreEqual(a.Raw(json), a.IsEscaped, b.Raw(json), b.IsEscaped);
}
