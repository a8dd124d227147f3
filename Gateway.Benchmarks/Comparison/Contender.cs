using Gateway.Benchmarks.Load;

namespace Gateway.Benchmarks.Comparison;

/// <summary>One of those that are compared.</summary>
/// <param name="Name">As the tables have it.</param>
/// <param name="Process">Its process, with those it has started.</param>
/// <param name="Port">Where it listens.</param>
/// <param name="Kind">What it does of what the gateway does.</param>
internal sealed record Contender(string Name, LoadProcess Process, int Port, ContenderKind Kind)
{
    /// <summary>In bytes; what is larger fills a queue faster than it is delivered.</summary>
    private const int MostQueued = 64 << 10;

    public bool IsStage => Kind == ContenderKind.Stage;

    /// <summary>It answers before the backend does.</summary>
    public bool IsQueue => Kind == ContenderKind.Queue;

    private bool Verifies => Kind is ContenderKind.Gateway or ContenderKind.Queue or ContenderKind.Rival;

    private bool HasRoutes => Kind is ContenderKind.Gateway or ContenderKind.PlainProxy;

    /// <summary>The status that it answers with.</summary>
    public int StatusOf(LoadTraffic traffic) => traffic switch
    {
        LoadTraffic.Forged when Verifies => 401,
        LoadTraffic.ForeignAddress when Verifies => 403,
        LoadTraffic.UnknownPath when HasRoutes => 404,
        _ => 200,
    };

    /// <summary>Whether it is compared there.</summary>
    public bool TakesPartIn(Scenario scenario) =>
        IsStage ? scenario == Scenario.Main
        : IsQueue ? scenario.Traffic == LoadTraffic.Genuine && scenario.BodyBytes <= MostQueued
        : scenario.Traffic != LoadTraffic.UnknownPath || HasRoutes;
}
