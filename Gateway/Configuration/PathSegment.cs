namespace Gateway.Configuration;

/// <summary>One segment of the paths in a <see cref="PathShape"/>.</summary>
/// <param name="Literal">Its text; null for any.</param>
/// <param name="IsNarrow">It is not every text, but which ones is not known: a constraint, or a text around a parameter.</param>
internal readonly record struct PathSegment(string? Literal, bool IsNarrow = false)
{
    public bool IsAny => Literal is null && !IsNarrow;

    /// <summary>Whether some text is both, for all that can be told.</summary>
    public bool Meets(PathSegment other) => Literal is not { } mine || other.Literal is not { } theirs || IsSame(mine, theirs);

    /// <summary>Whether every text of the other is one of its own.</summary>
    public bool Contains(PathSegment other) => IsAny || (Literal is { } mine && other.Literal is { } theirs && IsSame(mine, theirs));

    /// <summary>As routing compares them, and many backends.</summary>
    private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
