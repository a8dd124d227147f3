namespace Gateway.Observability;

/// <summary>
/// The log of the process for a <see cref="LoggerFactory"/> that was there before it: loggers that were made then say nothing until this
/// is added.
/// </summary>
internal sealed class ForwardedLog(ILoggerFactory loggers) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => loggers.CreateLogger(categoryName);

    public void Dispose()
    {
        // The log is the process's.
    }
}
