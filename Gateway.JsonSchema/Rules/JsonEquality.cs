namespace Gateway.JsonSchema.Rules;

/// <summary>
/// Equality of JSON values (JSON Schema Core section 4.2.2): numbers by value, text by what it means, objects in any
/// order of their members.
/// </summary>
internal static class JsonEquality
{
    /// <remarks>
    /// Two containers with one 64-bit hash under a secret seed are equal: to compare members in hostile order would be
    /// quadratic, and to compare level by level would recurse as deep as the sender likes.
    /// </remarks>
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
            JsonKind.Array or JsonKind.Object =>
                left.Count == right.Count && JsonHash.Of(a, x) == JsonHash.Of(b, y),
            _ => true,
        };
    }
}
