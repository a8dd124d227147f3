using Gateway.Observability;
using Gateway.Secrets;

namespace Gateway.Configuration;

/// <summary>Has the tenants of the routes in force looked after, twice a second: what has changed is to count within one. A source that is slow holds up no other.</summary>
/// <param name="inForce">Those of the routes in force, each once.</param>
/// <param name="clock">Says when.</param>
/// <param name="logger">Is told of bugs.</param>
internal sealed partial class TenantRefresher(
    Func<IReadOnlyList<ITenantFeed>> inForce, TimeProvider clock, ILogger<TenantRefresher> logger) : BackgroundService
{
    /// <summary>From the end of one look to the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>The gateway begins to serve with its tenants, but not never because of one source.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(5);

    private readonly Dictionary<ITenantFeed, Task> _looks = new(ReferenceEqualityComparer.Instance);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        Look(CancellationToken.None);
        try
        {
            await Task.WhenAll(_looks.Values).WaitAsync(LongestStart, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // It goes on in the background; whose tenants are not known yet is told to come again.
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look(stoppingToken);
        }
    }

    private void Look(CancellationToken stopping)
    {
        var feeds = inForce();
        foreach (var gone in _looks.Keys.Except(feeds).ToList())
        {
            if (_looks[gone].IsCompleted)
            {
                _looks.Remove(gone);
                gone.Rest(); // Not before: it would wait for a look that hangs, and all others with it.
            }
        }

        foreach (var feed in feeds)
        {
            if (!_looks.TryGetValue(feed, out var look) || look.IsCompleted)
            {
                _looks[feed] = Task.Run(() => RefreshAsync(feed, stopping), stopping);
            }
        }
    }

    private async Task RefreshAsync(ITenantFeed feed, CancellationToken stopping)
    {
        try
        {
            await feed.RefreshAsync(stopping);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested && exception is not OutOfMemoryException)
        {
            LogFailed(exception, feed.Name); // A bug here must not end the watch of the others.
        }
    }

    [LoggerMessage(EventIds.TenantsNotRefreshed, LogLevel.Error, "Changes of tenants could not be looked for in {Source}.")]
    private partial void LogFailed(Exception exception, string source);
}
