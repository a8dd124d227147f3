namespace Gateway.Benchmarks.Load;

/// <summary>One process under load.</summary>
internal sealed record LoadTarget(string Name, LoadProcess Process, int Port);
