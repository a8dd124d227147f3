using System.CommandLine;
using Gateway.Cli;

namespace Gateway.Tests.Support;

/// <summary>The gateway's command line in this process, with an environment and a console of its own.</summary>
internal sealed class CommandLine : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    /// <summary>Runs one command, and returns its exit code.</summary>
    public Task<int> RunAsync(params string[] arguments) =>
        GatewayCommand.Create(name => Environment.GetValueOrDefault(name))
            .Parse(arguments)
            .InvokeAsync(new InvocationConfiguration { Output = _output, Error = _error });

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }
}
