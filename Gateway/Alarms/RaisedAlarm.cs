namespace Gateway.Alarms;

/// <summary>What was told of one kind at one route, by whichever replica.</summary>
internal sealed record RaisedAlarm
{
    public required AlarmKind Kind { get; init; }

    /// <summary>Empty for the gateway as a whole.</summary>
    public required string Route { get; init; }

    /// <summary>Whether it is wrong still.</summary>
    public required bool IsFiring { get; init; }

    /// <summary>Since when it is, or was.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it was last told that it is wrong: not again within the period.</summary>
    public required DateTimeOffset ToldAt { get; init; }

    /// <summary>When a replica has last seen it.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>That was told.</summary>
    public required long Level { get; init; }

    public bool IsOf(AlarmKind kind, string route) => Kind == kind && string.Equals(Route, route, StringComparison.Ordinal);
}
