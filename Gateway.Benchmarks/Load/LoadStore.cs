namespace Gateway.Benchmarks.Load;

/// <summary>Where a target keeps its claims.</summary>
internal enum LoadStore
{
    Memory,
    Sqlite,
    Redis,
}
