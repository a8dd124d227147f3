namespace Gateway.Benchmarks.Load;

/// <summary>What to measure, and for how long.</summary>
internal sealed record LoadOptions
{
    /// <summary>How long each target is under load in each round.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How long each target is under load before the first round: long enough for tier-1 code.</summary>
    public required TimeSpan WarmUp { get; init; }

    public required int Rounds { get; init; }

    /// <summary>Connections that send one webhook after the other.</summary>
    public required int Connections { get; init; }

    /// <summary>Only targets whose name contains one of these, and the plain proxy; empty for all.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    /// <summary>Keys of the route's verification: for each, the gateway is also measured without it.</summary>
    public required IReadOnlyList<string> Without { get; init; }

    /// <summary>In place of the stores and of plain YARP: gateways of these sizes, of which the first is what the others are held against.</summary>
    public required IReadOnlyList<LoadSize> Sizes { get; init; }

    /// <summary>Where gateways of sizes keep their claims: each of them has all sizes, and a first of its own.</summary>
    public required IReadOnlyList<LoadStore> Stores { get; init; }

    /// <summary>Other builds, measured beside this one: their <c>gateway.dll</c> or their native program.</summary>
    public required IReadOnlyList<string> Against { get; init; }

    /// <summary>Whether a target of that name is measured.</summary>
    public bool Wants(string name) => Only.Count == 0 || Only.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));
}
