namespace Gateway.JsonSchema.Patterns.Matching;

/// <summary>What a row of the stack stands for.</summary>
internal enum BacktrackingKind
{
    /// <summary>Go on at instruction A, from place B.</summary>
    Choice,

    /// <summary>Put B back into slot A.</summary>
    Undo,

    /// <summary>Run A has gone as far as place C, and needs not go farther than B: try it with one character less.</summary>
    Less,

    /// <summary>Run A stands at place B, and may take C characters more: try it with one of them.</summary>
    More,
}
