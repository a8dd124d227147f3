namespace Gateway.Admin.Deliveries;

/// <summary>
/// What is to be delivered once more: one event, by its id, or every delivery of a state that the other properties leave. Null
/// leaves open.
/// </summary>
internal sealed record ReplayRequest
{
    public Guid? Id { get; init; }

    public string? Destination { get; init; }

    /// <summary><c>dead</c> or <c>delivered</c>; required without <see cref="Id"/>.</summary>
    public string? State { get; init; }

    public string? Route { get; init; }

    public string? EventType { get; init; }

    public string? EventId { get; init; }

    public string? Reason { get; init; }

    /// <summary>Received at or behind it.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Received before it.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Says what would be replayed, and changes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Where the answer before ended (<see cref="ReplayAnswer.Next"/>).</summary>
    public string? After { get; init; }
}
