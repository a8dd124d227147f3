using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Gateway.Storage.Redis.Deliveries;

/// <summary>
/// The routes that have queues, so that these are found also in a cluster, where nobody can ask for keys by a part of their
/// name. Written before the first acceptance, and now and then again, for Redis may have lost it.
/// </summary>
internal sealed class RedisRoutes(RedisCommands commands, RedisKeys keys)
{
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromMinutes(1);

    // As many as the configuration has ever named since the start.
    private readonly ConcurrentDictionary<string, long> _written = new(StringComparer.Ordinal);

    /// <exception cref="StoreUnavailableException">It could not be written.</exception>
    public ValueTask RememberAsync(string route, CancellationToken cancellation) =>
        _written.TryGetValue(route, out var written) && commands.Clock.GetElapsedTime(written) < BetweenWrites
            ? ValueTask.CompletedTask
            : WriteAsync(route, cancellation);

    /// <summary>The same where it is not worth a failure.</summary>
    public async ValueTask TryRememberAsync(string route, CancellationToken cancellation)
    {
        try
        {
            await RememberAsync(route, cancellation);
        }
        catch (StoreUnavailableException)
        {
            // The next one tries again.
        }
    }

    /// <exception cref="StoreUnavailableException">They could not be read.</exception>
    public async ValueTask<IReadOnlyList<string>> AllAsync(CancellationToken cancellation)
    {
        var routes = await commands.SendAsync(
            keys.Routes,
            static (database, key, _) => database.SetMembersAsync(key, CommandFlags.DemandMaster),
            state: 0,
            cancellation);
        return [.. routes.Select(route => (string)route!)];
    }

    private async ValueTask WriteAsync(string route, CancellationToken cancellation)
    {
        var now = commands.Clock.GetTimestamp();
        await commands.SendAsync(
            keys.Routes, static (database, key, route) => database.SetAddAsync(key, route), route, cancellation);
        _written[route] = now;
    }
}
