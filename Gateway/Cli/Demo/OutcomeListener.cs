using System.Threading.Channels;
using Gateway.Observability;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Cli.Demo;

/// <summary>
/// Takes the gateway's log in place of standard output, and keeps from it what operators would see there: the outcome of
/// each webhook.
/// </summary>
internal sealed class OutcomeListener : ILoggerProvider, ILogger
{
    private readonly Channel<string> _outcomes = Channel.CreateUnbounded<string>();

    /// <summary>The next outcomes, in the order they were recorded; fewer if they do not come in time.</summary>
    public async Task<IReadOnlyList<string>> TakeAsync(int count, TimeSpan patience, TimeProvider clock)
    {
        using var deadline = new CancellationTokenSource(patience, clock);
        var taken = new List<string>();
        try
        {
            while (taken.Count < count)
            {
                taken.Add(await _outcomes.Reader.ReadAsync(deadline.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // What is missing shows in the table.
        }

        return taken;
    }

    public ILogger CreateLogger(string categoryName) =>
        categoryName == typeof(WebhookRecorder).FullName ? this : NullLogger.Instance;

    public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Information or LogLevel.Warning; // Refusals are warnings.

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == EventIds.WebhookFinished && state is IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            var outcome = values.First(value => value.Key == "Outcome").Value;
            _outcomes.Writer.TryWrite($"{outcome}");
        }
    }

    public void Dispose() => _outcomes.Writer.TryComplete();
}
