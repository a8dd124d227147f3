namespace Gateway.JsonSchema;

/// <summary>
/// JSON on which all parsers agree: RFC 8259 to the letter, and of I-JSON (RFC 7493) that names are unique and text
/// is well-formed UTF-8. One pass, linear in the worst case, and without allocation.
/// </summary>
internal static class StrictJson
{
    /// <summary>
    /// Looks a whole body over. To also locate values or to validate, read it into a <see cref="JsonTape"/>.
    /// </summary>
    public static JsonDefect Check(ReadOnlySpan<byte> utf8, StrictJsonOptions options)
    {
        using var tape = JsonTape.Rent();
        return tape.Read(utf8, options);
    }
}
