using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace Gateway.Observability;

/// <summary>Which gateway it is and what its process uses, by the names that Prometheus' own clients give them.</summary>
internal static class ProcessMetrics
{
    private const string Descriptors = "/proc/self/fd";

    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    public static void AddTo(Meter meter)
    {
        var (version, commit) = Build();
        meter.CreateObservableGauge(
            "gateway_build_info",
            () => new Measurement<int>(1, new KeyValuePair<string, object?>("commit", commit), new("version", version)),
            null, "1, by the version and the commit it was built from.");
        meter.CreateObservableCounter("process_cpu_seconds_total", () => Read(process => process.TotalProcessorTime.TotalSeconds), null, "Processor time.");
        meter.CreateObservableGauge("process_resident_memory_bytes", () => Environment.WorkingSet, null, "Memory that is resident.");
        meter.CreateObservableGauge("process_open_fds", OpenDescriptors, null, "Open descriptors.");
        meter.CreateObservableGauge("process_threads", () => Read(process => process.Threads.Count), null, "Threads.");
        meter.CreateObservableGauge(
            "process_start_time_seconds", () => Read(process => (new DateTimeOffset(process.StartTime) - Epoch).TotalSeconds), null, "When it started, since 1970.");
    }

    /// <summary>As <c>gateway --version</c> prints them.</summary>
    public static (string Version, string Commit) Build()
    {
        var text = typeof(ProcessMetrics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        return text.Split('+') is [var version, var commit] ? (version, commit) : (text, "");
    }

    /// <summary>Nothing where the system does not list them.</summary>
    private static IEnumerable<Measurement<int>> OpenDescriptors() =>
        Directory.Exists(Descriptors) ? [new Measurement<int>(Directory.EnumerateFileSystemEntries(Descriptors).Count())] : [];

    private static T Read<T>(Func<Process, T> value)
    {
        using var process = Process.GetCurrentProcess();
        return value(process);
    }
}
