namespace Gateway.Alarms;

/// <summary>One notice to one receiver, until it has arrived.</summary>
internal sealed record AlarmNotice
{
    /// <summary>The <c>webhook-id</c>: the same in every attempt, so a receiver knows a copy.</summary>
    public required string Id { get; init; }

    /// <summary>Of the receiver.</summary>
    public required string Receiver { get; init; }

    public required AlarmKind Kind { get; init; }

    public required string Route { get; init; }

    /// <summary>Whether it says that something is wrong, or that it is over.</summary>
    public required bool IsFiring { get; init; }

    /// <summary>When it was raised.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Since when it is wrong.</summary>
    public required DateTimeOffset Since { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyDictionary<string, string> Details { get; init; }

    /// <summary>When it is tried next. While one replica tries, no other does before this.</summary>
    public required DateTimeOffset Due { get; init; }

    public int Attempts { get; init; }
}
