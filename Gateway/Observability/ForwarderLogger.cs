using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Observability;

/// <summary>
/// The framework's own logger, but for what YARP says of an attempt that failed: a warning with a stack trace, two thirds of the log's bytes while a
/// backend is down. What it says stands in the gateway's own line, as the outcome and its <c>Detail</c>.
/// </summary>
/// <typeparam name="T">Who logs.</typeparam>
internal sealed class ForwarderLogger<T>(ILoggerFactory factory) : ILogger<T>
{
    private static readonly bool IsForwarder = typeof(T).FullName == GatewayLogging.Forwarder;

    private readonly Logger<T> _inner = new(factory);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => ((ILogger)_inner).BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => ((ILogger)_inner).IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsForwarder || !IsOfAttempt(state))
        {
            ((ILogger)_inner).Log(logLevel, eventId, state, exception, formatter);
        }
    }

    private static bool IsOfAttempt<TState>(TState state) =>
        state is IReadOnlyList<KeyValuePair<string, object?>> { Count: > 0 } values && values[0].Value is ForwarderError;
}
