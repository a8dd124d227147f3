namespace Gateway.Admin.Traffic;

/// <summary>What the configuration in force says of a route, as far as it is shown beside its traffic.</summary>
internal sealed record RouteFacts
{
    public required string Route { get; init; }

    /// <summary>Null for any.</summary>
    public required string? Path { get; init; }

    /// <summary>Empty for any.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>Empty for any.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>The preset's name; null for a scheme that is written out.</summary>
    public required string? Provider { get; init; }

    /// <summary><c>enforce</c>, <c>monitor</c> or <c>none</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>The destinations that it queues for; empty if it forwards.</summary>
    public required IReadOnlyList<string> Destinations { get; init; }

    /// <summary>In the order that they run.</summary>
    public required IReadOnlyList<string> Stages { get; init; }

    /// <summary>Those of them that are in <c>Monitor</c>, of a route that enforces the others.</summary>
    public required IReadOnlyList<string> Monitored { get; init; }

    /// <summary>Whether any stage proves the sender.</summary>
    public required bool AsksForProof { get; init; }

    public required IReadOnlyList<KeyFacts> Keys { get; init; }
}
