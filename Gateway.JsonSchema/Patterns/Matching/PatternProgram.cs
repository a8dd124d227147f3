namespace Gateway.JsonSchema.Patterns.Matching;

/// <summary>A pattern as instructions.</summary>
/// <param name="Code">The first one is where matching begins.</param>
/// <param name="Sets">What instructions call sets by their number.</param>
/// <param name="Slots">How many places have to be remembered.</param>
internal sealed record PatternProgram(PatternInstruction[] Code, CharacterSet[] Sets, int Slots)
{
    /// <summary>It can only match where the text starts.</summary>
    public bool IsAnchored => Code[0].Op == PatternOp.Start;
}
