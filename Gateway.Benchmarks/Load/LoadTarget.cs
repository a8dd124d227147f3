namespace Gateway.Benchmarks.Load;

/// <summary>One process under load.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Process">The process.</param>
/// <param name="Port">Where it listens.</param>
/// <param name="Tenants">Whose webhooks it gets; 0 for a route without tenants.</param>
internal sealed record LoadTarget(string Name, LoadProcess Process, int Port, int Tenants = 0)
{
    /// <summary>The first of a group is what the others of it are held against.</summary>
    public string Group { get; init; } = "";

    /// <summary>The process of the Redis that is its store; null for another store.</summary>
    public LoadProcess? Redis { get; init; }

    /// <summary>Null where starts are not measured.</summary>
    public LoadStart? Start { get; init; }
}
