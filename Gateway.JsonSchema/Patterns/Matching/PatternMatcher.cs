namespace Gateway.JsonSchema.Patterns.Matching;

/// <summary>A pattern that is ready to be matched, by any number of threads.</summary>
internal abstract class PatternMatcher
{
    /// <summary>Whether the pattern matches anywhere in a text.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="fuel">Bounds the work; once it is exceeded the answer means nothing.</param>
    public abstract bool IsMatch(ReadOnlySpan<byte> text, ref PatternFuel fuel);
}
