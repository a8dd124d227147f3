namespace Gateway.Benchmarks.Startup;

/// <summary>One start.</summary>
/// <param name="FirstAnswer">From the start of the process to the answer to its first verified webhook.</param>
/// <param name="ResidentBytes">In memory then, after a second without work.</param>
internal readonly record struct StartSample(TimeSpan FirstAnswer, long ResidentBytes);
