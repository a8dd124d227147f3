namespace Gateway.JsonSchema.Rules;

/// <summary>
/// Equality of JSON values (JSON Schema Core section 4.2.2): numbers by value, text by what it means, objects in any
/// order of their members. Recursion is bounded by the depth the tape was read with.
/// </summary>
internal static class JsonEquality
{
    public static bool AreEqual(in JsonView a, int x, in JsonView b, int y)
    {
        ref readonly var left = ref a.Tokens[x];
        ref readonly var right = ref b.Tokens[y];
        if (left.IsText && right.IsText)
        {
            return JsonText.AreEqual(left.Raw(a.Json), left.IsEscaped, right.Raw(b.Json), right.IsEscaped);
        }

        if (left.Kind != right.Kind)
        {
            return false;
        }

        return left.Kind switch
        {
            JsonKind.Number => a.Number(x).Compare(b.Number(y)) == 0,
            JsonKind.Array => left.Count == right.Count && HaveEqualElements(a, x, b, y),
            JsonKind.Object => left.Count == right.Count && HaveEqualMembers(a, x, b, y),
            _ => true,
        };
    }

    /// <summary>A seeded hash that is the same for equal values.</summary>
    public static ulong Hash(in JsonView view, int at)
    {
        ref readonly var token = ref view.Tokens[at];
        var raw = token.Raw(view.Json);
        var kind = token.Kind == JsonKind.Name ? JsonKind.String : token.Kind;
        var hash = 0UL;
        switch (kind)
        {
            case JsonKind.Number:
                hash = new JsonNumber(raw).Hash();
                break;
            case JsonKind.String:
                hash = token.IsEscaped ? SeededHash.OfEscaped(raw) : SeededHash.Of(raw);
                break;
            case JsonKind.Array:
                for (var element = at + 1; element < token.Next; element = view.Tokens[element].Next)
                {
                    hash = SeededHash.Mix(hash, Hash(view, element));
                }

                break;
            case JsonKind.Object:
                for (var name = at + 1; name < token.Next; name = view.Tokens[name + 1].Next)
                {
                    hash += SeededHash.Mix(Hash(view, name), Hash(view, name + 1)); // a sum, so that order is nothing
                }

                break;
        }

        return SeededHash.Mix(hash, (ulong)kind);
    }

    private static bool HaveEqualElements(in JsonView a, int x, in JsonView b, int y)
    {
        var end = a.Tokens[x].Next;
        for (int i = x + 1, j = y + 1; i < end; i = a.Tokens[i].Next, j = b.Tokens[j].Next)
        {
            if (!AreEqual(a, i, b, j))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HaveEqualMembers(in JsonView a, int x, in JsonView b, int y)
    {
        // Equal objects mostly have their members in the same order, so the search goes on where it last stopped.
        var end = a.Tokens[x].Next;
        var hint = y + 1;
        for (var name = x + 1; name < end; name = a.Tokens[name + 1].Next)
        {
            var other = Find(b, y, hint, a.Tokens[name], a.Json);
            if (other < 0 || !AreEqual(a, name + 1, b, other + 1))
            {
                return false;
            }

            hint = b.Tokens[other + 1].Next;
        }

        return true;
    }

    private static int Find(in JsonView view, int at, int hint, in JsonToken name, ReadOnlySpan<byte> nameJson)
    {
        var found = FindBetween(view, hint, view.Tokens[at].Next, name, nameJson);
        return found >= 0 ? found : FindBetween(view, at + 1, hint, name, nameJson);
    }

    private static int FindBetween(
        in JsonView view, int from, int to, in JsonToken name, ReadOnlySpan<byte> nameJson)
    {
        for (var i = from; i < to; i = view.Tokens[i + 1].Next)
        {
            ref readonly var other = ref view.Tokens[i];
            if (other.Info == name.Info
                && JsonText.AreEqual(other.Raw(view.Json), other.IsEscaped, name.Raw(nameJson), name.IsEscaped))
            {
                return i;
            }
        }

        return -1;
    }
}
