using Gateway.Benchmarks.Load;

namespace Gateway.Benchmarks.Queue;

/// <summary>What a gateway has used so far.</summary>
/// <param name="At">By the clock.</param>
/// <param name="Cpu">Of the gateway's process.</param>
/// <param name="Redis">Of its Redis.</param>
/// <param name="Ours">Of all that takes part.</param>
/// <param name="Machine">Of all.</param>
/// <param name="Commits">Transactions.</param>
/// <param name="Clock">That <paramref name="At"/> is of.</param>
internal sealed record QueueState(
    long At, TimeSpan Cpu, TimeSpan Redis, TimeSpan Ours, MachineTime Machine, long Commits, TimeProvider Clock)
{
    public static async Task<QueueState> NowAsync(QueueGateway gateway, TimeProvider clock, CancellationToken cancellation)
    {
        var commits = await gateway.CommitsAsync(cancellation);
        return new QueueState(
            clock.GetTimestamp(), gateway.Process.CpuTime, gateway.RedisTime, gateway.OurTime(), MachineTime.Now(), commits, clock);
    }

    /// <param name="then">Before.</param>
    /// <param name="events">How many it was used for.</param>
    public QueueSample Since(QueueState then, int events) => new()
    {
        Events = events,
        Errors = 0,
        PerSecond = events / Clock.GetElapsedTime(then.At, At).TotalSeconds,
        CpuMicroseconds = (Cpu - then.Cpu).TotalMicroseconds / events,
        RedisMicroseconds = (Redis - then.Redis).TotalMicroseconds / events,
        Commits = Commits - then.Commits,
        ForeignShare = Machine.ForeignSince(then.Machine, Ours - then.Ours),
    };
}
