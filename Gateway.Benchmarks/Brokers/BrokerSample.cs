namespace Gateway.Benchmarks.Brokers;

/// <summary>What came of delivering one backlog.</summary>
/// <param name="Events">Delivered between the first look and the last.</param>
/// <param name="PerSecond">Of them.</param>
/// <param name="CpuMicroseconds">Of the gateway's process, for each event.</param>
/// <param name="MostResident">What the gateway had in memory at most, in bytes.</param>
/// <param name="ForeignShare">The share of the machine that went to programs that are not part of the measurement.</param>
internal sealed record BrokerSample(int Events, double PerSecond, double CpuMicroseconds, long MostResident, double ForeignShare);
