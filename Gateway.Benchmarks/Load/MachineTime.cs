using System.Globalization;

namespace Gateway.Benchmarks.Load;

/// <summary>How long the machine's processors have been at work so far, whoever for.</summary>
/// <param name="Busy">In programs, their own and the kernel's work for them.</param>
/// <param name="Total">Busy or idle.</param>
internal readonly record struct MachineTime(long Busy, long Total)
{
    private const int TicksPerSecond = 100; // USER_HZ, the same on every Linux that .NET runs on

    /// <summary>Reads <c>/proc/stat</c>: user, nice, system, idle, waiting, interrupts (two kinds), stolen.</summary>
    public static MachineTime Now()
    {
        var times = File.ReadLines("/proc/stat").First()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(time => long.Parse(time, CultureInfo.InvariantCulture)).ToArray();
        return new(times[0] + times[1] + times[2], times.Sum());
    }

    /// <summary>The share of the machine that went to programs other than ours since then.</summary>
    public double ForeignSince(MachineTime then, TimeSpan ours) =>
        Math.Max(0, Busy - then.Busy - (ours.TotalSeconds * TicksPerSecond)) / Math.Max(1, Total - then.Total);
}
