using System.Diagnostics;
using System.Globalization;

namespace Gateway.Benchmarks.JsonSchema.SideBySide;

/// <summary>One of the two sides: told what to do by a line, answering with one.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    public static WorkerProcess Start(string program, params IReadOnlyList<string> arguments) =>
        new(Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!);

    /// <summary>Nanoseconds of CPU from a payload's bytes to the verdict.</summary>
    public async Task<double> MeasureAsync(string file, int milliseconds, string task = "")
    {
        await _process.StandardInput.WriteLineAsync($"{file} {milliseconds} {task}".TrimEnd());
        await _process.StandardInput.FlushAsync();
        var answer = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A side has broken off.");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
