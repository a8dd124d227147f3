using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Observability;

/// <summary>
/// The framework's own logger, but for one line of YARP's: a sender that breaks off in its body is a warning there, with a stack trace. It is no
/// fault of anybody here, and stands in the gateway's line as <c>body_incomplete</c>.
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
        if (!IsForwarder || !IsOfSender(state))
        {
            ((ILogger)_inner).Log(logLevel, eventId, state, exception, formatter);
        }
    }

    private static bool IsOfSender<TState>(TState state) =>
        state is IReadOnlyList<KeyValuePair<string, object?>> { Count: > 0 } values && values[0].Value is ForwarderError.RequestBodyClient;
}
