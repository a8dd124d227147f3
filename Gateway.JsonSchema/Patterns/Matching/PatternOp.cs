namespace Gateway.JsonSchema.Patterns.Matching;

/// <summary>What an instruction of a compiled pattern does.</summary>
internal enum PatternOp : byte
{
    /// <summary>The pattern, or the look around, has matched.</summary>
    Match,

    /// <summary>Takes a character of set A.</summary>
    Character,

    /// <summary>Takes at least B and at most C characters of set A, as many as go or as few.</summary>
    Run,

    /// <summary>Goes on at A and, if that fails, at B.</summary>
    Split,

    /// <summary>Goes on at A.</summary>
    Jump,
    Start,
    End,
    WordBoundary,
    NoWordBoundary,

    /// <summary>Remembers the place in slot A.</summary>
    Save,

    /// <summary>Forgets the slots from A to B.</summary>
    Clear,

    /// <summary>Fails if the place is still the one in slot A: a turn that takes nothing is none.</summary>
    Advance,

    /// <summary>Takes what the capture in slots A and A + 1 has taken.</summary>
    Reference,

    /// <summary>Tries the instructions from A on, takes nothing, and goes on at B.</summary>
    Look,
}
