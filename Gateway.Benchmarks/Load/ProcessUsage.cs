using System.Globalization;

namespace Gateway.Benchmarks.Load;

/// <summary>What a process and all that it has started have used so far.</summary>
/// <param name="Cpu">Of all threads, in user and kernel mode.</param>
/// <param name="Switches">Of threads that live, wanted or not.</param>
/// <param name="Resident">In bytes, now; what is shared counts for each.</param>
internal readonly record struct ProcessUsage(TimeSpan Cpu, long Switches, long Resident)
{
    private const double TicksPerSecond = 100; // USER_HZ, as in MachineTime

    /// <summary>Reads <c>/proc</c>.</summary>
    public static ProcessUsage Of(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' '); // behind the name; the state is field 3
        var cpu = TimeSpan.FromSeconds((Number(fields[11]) + Number(fields[12])) / TicksPerSecond);
        var usage = new ProcessUsage(cpu, 0, Number(fields[21]) * Environment.SystemPageSize);
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{process}/task"))
        {
            try
            {
                usage = usage.With(Switched(thread), File.ReadAllText(Path.Combine(thread, "children")));
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return usage;
    }

    private ProcessUsage With(long switches, string children) =>
        children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(child => Of((int)Number(child))).Aggregate(
            this with { Switches = Switches + switches },
            (sum, child) => new(sum.Cpu + child.Cpu, sum.Switches + child.Switches, sum.Resident + child.Resident));

    private static long Switched(string thread) => File.ReadLines(Path.Combine(thread, "status"))
        .Where(line => line.Contains("ctxt_switches:", StringComparison.Ordinal))
        .Sum(line => Number(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]));

    private static long Number(string text) => long.Parse(text.AsSpan().Trim(), CultureInfo.InvariantCulture);
}
