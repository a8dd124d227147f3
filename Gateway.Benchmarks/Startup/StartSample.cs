namespace Gateway.Benchmarks.Startup;

/// <summary>One start.</summary>
/// <param name="FirstAnswer">From the start of the process to the answer to its first verified webhook.</param>
/// <param name="Cpu">Of the process until then, in user and kernel mode.</param>
/// <param name="Check">From the start to the end of <c>gateway check</c> of the same configuration.</param>
/// <param name="ResidentBytes">In memory then, after a second without work.</param>
internal readonly record struct StartSample(TimeSpan FirstAnswer, TimeSpan Cpu, TimeSpan Check, long ResidentBytes);
