namespace Gateway.Cli.Sending;

/// <summary>What differs from one webhook of a provider to the next.</summary>
/// <param name="Id">The event's own id.</param>
/// <param name="EventType">Its type; null for the sample's own.</param>
/// <param name="Now">When it is sent.</param>
internal sealed record SampleValues(string Id, string? EventType, DateTimeOffset Now)
{
    /// <summary>An event that nobody has seen before.</summary>
    public static SampleValues Fresh(string? eventType, DateTimeOffset now) =>
        new(Guid.NewGuid().ToString("N")[..16], eventType, now);
}
