namespace Gateway.JsonSchema;

/// <summary>What becomes of keywords that the dialect of a schema does not know.</summary>
internal enum UnknownKeywords
{
    /// <summary>They are annotations, as the standard has it; one close to a known keyword is a problem, others are warned of.</summary>
    Warn,

    /// <summary>Each is a problem, and so is an unknown format where formats are asserted; names that start with <c>x-</c> stay free.</summary>
    Refuse,

    /// <summary>They are annotations, and not spoken of.</summary>
    Ignore,
}
