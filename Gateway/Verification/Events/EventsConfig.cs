namespace Gateway.Verification.Events;

/// <summary>The <c>Events</c> section of a route as written: null means the file does not say.</summary>
internal sealed record EventsConfig
{
    /// <summary>Where the event's type stands, e.g. <c>body:/type</c>. Required.</summary>
    public string? Type { get; init; }

    /// <summary>
    /// The types that are forwarded, <c>*</c> standing for any text; the others are answered 200 and not forwarded.
    /// Default: all.
    /// </summary>
    public IReadOnlyList<string>? Accept { get; init; }
}
