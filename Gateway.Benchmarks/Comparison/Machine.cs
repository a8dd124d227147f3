using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Gateway.Benchmarks.Comparison;

/// <summary>What was measured on, and with which versions.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var memory = Line("/proc/meminfo", "MemTotal:").Replace("kB", "", StringComparison.Ordinal);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            | machine | |
            | --- | --- |
            | day | {TimeProvider.System.GetUtcNow():yyyy-MM-dd} |
            | processors | {Environment.ProcessorCount} x {Line("/proc/cpuinfo", "model name").TrimStart(':').Trim()} |
            | memory | {long.Parse(memory, CultureInfo.InvariantCulture) / 1048576.0:0.0} GiB |
            | system | {RuntimeInformation.OSDescription}, {Line("/etc/os-release", "PRETTY_NAME=").Trim('"')} |
            | .NET | {RuntimeInformation.FrameworkDescription} |
            | YARP | {typeof(Yarp.ReverseProxy.Forwarder.IHttpForwarder).Assembly.GetName().Version} |
            | nginx | {Said("nginx", "-v")} |
            | Redis | {Said("redis-server", "--version")} |
            | Node | {Said("node", "--version")} |
            | gateway | {Said("git", "describe --always --dirty")} |

            """);
    }

    private static string Line(string file, string start) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal))?[start.Length..].Trim() ?? "";

    private static string Said(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return said.Split('\n')[0].Trim();
    }
}
