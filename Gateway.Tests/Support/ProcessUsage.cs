using System.Diagnostics;
using System.Globalization;

namespace Gateway.Tests.Support;

/// <summary>What a process holds and has used, as Linux tells it.</summary>
/// <param name="Resident">Bytes of memory.</param>
/// <param name="PeakResident">The most that it ever had.</param>
/// <param name="Descriptors">Open files and sockets.</param>
/// <param name="Threads">Of the process.</param>
/// <param name="Processor">Time it has run.</param>
internal sealed record ProcessUsage(long Resident, long PeakResident, int Descriptors, int Threads, TimeSpan Processor)
{
    public static ProcessUsage Of(int processId)
    {
        var status = File.ReadAllLines($"/proc/{processId}/status");
        using var process = Process.GetProcessById(processId);
        return new ProcessUsage(
            Number(status, "VmRSS:") * 1024,
            Number(status, "VmHWM:") * 1024,
            Directory.GetFileSystemEntries($"/proc/{processId}/fd").Length,
            (int)Number(status, "Threads:"),
            process.TotalProcessorTime);
    }

    private static long Number(string[] status, string name) => long.Parse(
        status.Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(),
        CultureInfo.InvariantCulture);
}
