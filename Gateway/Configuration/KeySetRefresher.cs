namespace Gateway.Configuration;

/// <summary>Fetches the key sets of the routes in force, at start and when each is due.</summary>
internal sealed class KeySetRefresher(GatewayProxyConfigProvider proxy, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            foreach (var set in proxy.Routes.SelectMany(route => route.KeySets))
            {
                set.RefreshIfDue();
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
