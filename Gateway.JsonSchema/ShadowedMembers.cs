namespace Gateway.JsonSchema;

/// <summary>
/// Takes members off the tape whose name stands in the same object again, behind them: where names may repeat, the last counts.
/// </summary>
internal static class ShadowedMembers
{
    /// <summary>Closes the gaps of an object that is the last on the tape, and returns how many members it has lost.</summary>
    public static int Drop(ReadOnlySpan<byte> json, Span<JsonToken> tokens, int container, ref int count)
    {
        var names = new List<int>();
        for (var name = container + 1; name < count; name = tokens[name + 1].Next)
        {
            names.Add(name);
        }

        var shadowed = FindShadowed(json, tokens, names);
        var write = container + 1;
        foreach (var name in names)
        {
            var end = tokens[name + 1].Next;
            if (shadowed.Contains(name))
            {
                continue;
            }

            var gap = name - write;
            for (var i = name; i < end; i++)
            {
                tokens[write++] = tokens[i].MovedBack(gap);
            }
        }

        count = write;
        return shadowed.Count;
    }

    private static HashSet<int> FindShadowed(ReadOnlySpan<byte> json, ReadOnlySpan<JsonToken> tokens, List<int> names)
    {
        // Equal names have equal hashes, which are seeded: what stands beside a name in this order is nearly always the same name.
        var sorted = new (uint Hash, int Name)[names.Count];
        for (var i = 0; i < sorted.Length; i++)
        {
            sorted[i] = (tokens[names[i]].Info, names[i]);
        }

        Array.Sort(sorted);
        var shadowed = new HashSet<int>();
        for (var i = 0; i < sorted.Length; i++)
        {
            for (var j = i + 1; j < sorted.Length && sorted[j].Hash == sorted[i].Hash; j++)
            {
                if (RepeatedNames.AreSame(json, tokens[sorted[i].Name], tokens[sorted[j].Name]))
                {
                    shadowed.Add(sorted[i].Name);
                    break;
                }
            }
        }

        return shadowed;
    }
}
