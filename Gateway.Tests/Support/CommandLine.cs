using System.CommandLine;
using System.Diagnostics;
using Gateway.Cli;

namespace Gateway.Tests.Support;

/// <summary>
/// The gateway's command line with an environment and a console of its own: in this process, or, of another build
/// (<see cref="GatewayProgram.Other"/>), as a process.
/// </summary>
internal sealed class CommandLine : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    /// <summary>Runs one command, and returns its exit code.</summary>
    public Task<int> RunAsync(params string[] arguments) => GatewayProgram.Other is null
        ? GatewayCommand.RunAsync(
            name => Environment.GetValueOrDefault(name), arguments, new InvocationConfiguration { Output = _output, Error = _error })
        : RunProcessAsync(arguments);

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    private async Task<int> RunProcessAsync(string[] arguments)
    {
        var start = GatewayProgram.Command(arguments);
        start.RedirectStandardError = true;
        start.Environment.Clear();
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        await _output.WriteAsync(await process.StandardOutput.ReadToEndAsync());
        await _error.WriteAsync(await error);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
