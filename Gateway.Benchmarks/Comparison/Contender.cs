using Gateway.Benchmarks.Load;

namespace Gateway.Benchmarks.Comparison;

/// <summary>One of those that are compared.</summary>
/// <param name="Name">As the tables have it.</param>
/// <param name="Process">Its process, with those it has started.</param>
/// <param name="Port">Where it listens.</param>
/// <param name="IsStage">It is there for the table of stages alone.</param>
internal sealed record Contender(string Name, LoadProcess Process, int Port, bool IsStage);
