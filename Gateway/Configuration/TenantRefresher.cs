using Gateway.Observability;
using Gateway.Secrets;

namespace Gateway.Configuration;

/// <summary>Has the sources of the tenants of the routes in force look for changes, once a second.</summary>
internal sealed partial class TenantRefresher(
    GatewayProxyConfigProvider proxy, TimeProvider clock, ILogger<TenantRefresher> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var source in proxy.TenantSources)
            {
                Refresh(source);
            }
        }
    }

    private void Refresh(ITenantSource source)
    {
        try
        {
            source.Refresh();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LogFailed(exception, source.Name); // A bug here must not end the watch of the others.
        }
    }

    [LoggerMessage(EventIds.TenantsNotRefreshed, LogLevel.Error, "Changes of tenants could not be looked for in {Source}.")]
    private partial void LogFailed(Exception exception, string source);
}
