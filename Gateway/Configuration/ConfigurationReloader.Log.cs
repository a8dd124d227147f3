using Gateway.Observability;
using Gateway.Reading;

namespace Gateway.Configuration;

internal sealed partial class ConfigurationReloader
{
    [LoggerMessage(EventIds.ConfigurationApplied, LogLevel.Information, "Configuration reloaded: {Routes} routes in force.")]
    private partial void LogApplied(int routes);

    [LoggerMessage(EventIds.SecretsTaken, LogLevel.Information, "{Files} changed files of secrets are in force; nothing else was read.")]
    private partial void LogSecretsTaken(int files);

    [LoggerMessage(EventIds.ConfigurationRefused, LogLevel.Error,
        "Configuration not reloaded, the previous one stays in force; {Count} problems: {Problems}")]
    private partial void LogRefused(int count, string problems);

    [LoggerMessage(EventIds.ConfigurationReloadFailed, LogLevel.Error, "Configuration could not be reloaded.")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(EventIds.ConfigurationDoubtful, LogLevel.Warning, "Configuration is in force, and probably not what was meant: {Problem}")]
    private partial void LogDoubtful(ConfigurationProblem problem);
}
