namespace Gateway.JsonSchema;

/// <summary>
/// Takes members off the tape whose name stands in the same object again, behind them: where names may repeat, the last counts.
/// </summary>
internal static class ShadowedMembers
{
    /// <summary>Closes the gaps of an object that is the last on the tape, and returns how many members it has lost.</summary>
    public static int Drop(ReadOnlySpan<byte> json, JsonToken[] tokens, int container, ref int count)
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

    private static HashSet<int> FindShadowed(ReadOnlySpan<byte> json, JsonToken[] tokens, List<int> names)
    {
        // Equal names have equal hashes, which are seeded: what stands beside a name in this order is nearly always the same name.
        int[] sorted = [.. names];
        Array.Sort(sorted, (a, b) => tokens[a].Info != tokens[b].Info ? tokens[a].Info.CompareTo(tokens[b].Info) : a.CompareTo(b));
        var shadowed = new HashSet<int>();
        for (var i = 0; i < sorted.Length; i++)
        {
            for (var j = i + 1; j < sorted.Length && tokens[sorted[j]].Info == tokens[sorted[i]].Info; j++)
            {
                if (RepeatedNames.AreSame(json, tokens[sorted[i]], tokens[sorted[j]]))
                {
                    shadowed.Add(sorted[i]);
                    break;
                }
            }
        }

        return shadowed;
    }
}
