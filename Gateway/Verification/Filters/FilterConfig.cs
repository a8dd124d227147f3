namespace Gateway.Verification.Filters;

/// <summary>
/// A condition on a webhook as written: a test of one value, or conditions joined by one of <see cref="All"/>, <see cref="Any"/> and
/// <see cref="Not"/>. Null means that the file does not say.
/// </summary>
/// <remarks>No record: a record has an <c>Equals</c> of its own, and here that is a key.</remarks>
internal sealed class FilterConfig
{
    /// <summary>Where the value stands, or <c>type</c> for what <c>Events.Type</c> has found. Of several tests all must hold.</summary>
    public string? Value { get; init; }

    /// <summary>What the value is, to the letter.</summary>
    public new string? Equals { get; init; }

    /// <summary>What the value is one of. 1 to 256 texts.</summary>
    public IReadOnlyList<string>? In { get; init; }

    /// <summary>What the value begins with.</summary>
    public string? Prefix { get; init; }

    /// <summary>Whether anything stands there, be it an object, a list or null.</summary>
    public bool? Exists { get; init; }

    /// <summary>The value is a number, and more than this.</summary>
    public decimal? Above { get; init; }

    /// <summary>The value is a number, and this or more.</summary>
    public decimal? AtLeast { get; init; }

    /// <summary>The value is a number, and less than this.</summary>
    public decimal? Below { get; init; }

    /// <summary>The value is a number, and this or less.</summary>
    public decimal? AtMost { get; init; }

    /// <summary>This must not hold.</summary>
    public FilterConfig? Not { get; init; }

    /// <summary>Each of these must hold.</summary>
    public IReadOnlyList<FilterConfig>? All { get; init; }

    /// <summary>One of these must hold.</summary>
    public IReadOnlyList<FilterConfig>? Any { get; init; }
}
