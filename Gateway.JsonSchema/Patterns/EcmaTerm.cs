namespace Gateway.JsonSchema.Patterns;

/// <summary>What a quantifier would stand behind.</summary>
internal enum EcmaTerm
{
    /// <summary>Nothing that can be repeated: the start, an assertion, another quantifier.</summary>
    None,
    Atom,
}
