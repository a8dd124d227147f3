namespace Gateway.JsonSchema.Patterns.Matching;

/// <summary>What a part of a pattern is.</summary>
internal enum PatternNodeKind : byte
{
    /// <summary>One character of a set.</summary>
    Set,
    Sequence,
    Choice,
    Repetition,
    Capture,
    Reference,

    /// <summary>The start of the text.</summary>
    Start,

    /// <summary>The end of the text.</summary>
    End,
    WordBoundary,
    NoWordBoundary,
    LookAhead,
    LookBehind,
}
