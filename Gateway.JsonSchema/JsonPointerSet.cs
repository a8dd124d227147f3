namespace Gateway.JsonSchema;

/// <summary>
/// JSON pointers (RFC 6901), compiled once and looked up together in one walk. A pointer to something that is not
/// there is simply not found; <c>-</c>, the element after the last one, never exists in a body that is only read.
/// </summary>
internal sealed class JsonPointerSet
{
    private readonly JsonPointerStep _root = new([]);

    /// <param name="pointers">
    /// Pointers in string form, such as <c>/data/id</c>; the empty one is the whole body.
    /// </param>
    /// <exception cref="FormatException">
    /// One of them is not a pointer; <see cref="IsPointer"/> tells beforehand.
    /// </exception>
    public JsonPointerSet(params ReadOnlySpan<string> pointers)
    {
        Count = pointers.Length;
        for (var i = 0; i < pointers.Length; i++)
        {
            if (!IsPointer(pointers[i]))
            {
                throw new FormatException(
                    $"'{pointers[i]}' is not a JSON pointer: start it with '/'; '~' is written '~0'.");
            }

            _root.Add(pointers[i], i);
        }
    }

    /// <summary>How many values <see cref="Locate"/> reports.</summary>
    public int Count { get; }

    /// <summary>Whether a text is a pointer in string form: empty, or parts that start with a slash each.</summary>
    public static bool IsPointer(ReadOnlySpan<char> text)
    {
        if (text.Length > 0 && text[0] != '/')
        {
            return false;
        }

        for (var tilde = text.IndexOf('~'); tilde >= 0; tilde = text.IndexOf('~'))
        {
            if (tilde + 1 >= text.Length || text[tilde + 1] is not ('0' or '1'))
            {
                return false;
            }

            text = text[(tilde + 1)..];
        }

        return true;
    }

    /// <summary>Checks a body and locates the values of all pointers in the same pass.</summary>
    public JsonDefect Read(
        ReadOnlySpan<byte> utf8, StrictJsonOptions options, Span<LocatedValue> values, IScratchMemory? memory = null)
    {
        using var tape = JsonTape.Rent(memory);
        var defect = tape.Read(utf8, options);
        Locate(utf8, tape, values);
        return defect;
    }

    /// <summary>Locates the value of every pointer, in the order in which they were given.</summary>
    /// <param name="utf8">The body that <paramref name="tape"/> has read.</param>
    /// <param name="tape">The tape; after a defect nothing is found.</param>
    /// <param name="values">Room for <see cref="Count"/> values.</param>
    public void Locate(ReadOnlySpan<byte> utf8, JsonTape tape, Span<LocatedValue> values)
    {
        ArgumentNullException.ThrowIfNull(tape);
        values[..Count].Clear();
        if (!tape.Tokens.IsEmpty)
        {
            _root.Locate(utf8, tape.Tokens, 0, values);
        }
    }
}
