using System.Net;
using StackExchange.Redis;

namespace Gateway.Storage.Redis;

/// <summary>
/// Has a number of replicas confirm what a primary has carried out. Each node has its barrier; which node it is, the
/// library knows, and is asked again when that turns out wrong.
/// </summary>
internal sealed class RedisReplicas(RedisOptions options, RedisCommands commands) : IAsyncDisposable
{
    private const int MostAttempts = 2;

    private readonly Lock _lock = new();

    // By route: as many as have queues; and no more nodes than they are on.
    private readonly Dictionary<string, EndPoint> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<EndPoint, RedisBarrier> _barriers = [];

    public bool AreAsked => options.Replicas > 0;

    /// <summary>Returns when enough replicas have what was carried out.</summary>
    /// <param name="route">Whose node it was carried out on.</param>
    /// <param name="key">Of that route.</param>
    /// <param name="history">Of the primary that has carried it out.</param>
    /// <param name="started">Since when the operation, this being a part of it, is under way.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="StoreUnavailableException">They have not, or it is not known.</exception>
    public async ValueTask ConfirmAsync(
        string route, RedisKey key, string history, long started, CancellationToken cancellation)
    {
        var failure = new StoreUnavailableException("Redis has failed over before its replicas have confirmed.");
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var barrier = BarrierOf(route) ?? await FindAsync(route, key, cancellation);
            RedisPassage? passage = null;
            try
            {
                passage = await barrier.PassAsync(key).WaitAsync(Remaining(started), commands.Clock, cancellation);
            }
            catch (TimeoutException exception)
            {
                throw new StoreUnavailableException(
                    $"The replicas of Redis have not confirmed within {options.Timeout.TotalMilliseconds:0} ms.", exception);
            }
            catch (StoreUnavailableException exception)
            {
                failure = exception;
            }

            if (passage?.History == history)
            {
                Check(passage);
                return;
            }

            Forget(route); // The node was another one, or is not the primary any more.
        }

        throw failure;
    }

    public async ValueTask DisposeAsync()
    {
        RedisBarrier[] barriers;
        lock (_lock)
        {
            barriers = [.. _barriers.Values];
            _barriers.Clear();
            _nodes.Clear();
        }

        foreach (var barrier in barriers)
        {
            await barrier.DisposeAsync();
        }
    }

    private void Check(RedisPassage passage)
    {
        if (passage.Replicas < options.Replicas)
        {
            throw new StoreUnavailableException(
                $"{passage.Replicas} of {options.Replicas} replicas of Redis have confirmed within "
                + $"{options.Timeout.TotalMilliseconds:0} ms.");
        }
    }

    private RedisBarrier? BarrierOf(string route)
    {
        lock (_lock)
        {
            return _nodes.TryGetValue(route, out var node) ? _barriers[node] : null;
        }
    }

    private async Task<RedisBarrier> FindAsync(string route, RedisKey key, CancellationToken cancellation)
    {
        var node = await commands.SendAsync(
            key, static (database, key, _) => database.IdentifyEndpointAsync(key, CommandFlags.DemandMaster), state: 0, cancellation)
            ?? throw new StoreUnavailableException("Redis is not connected.");
        lock (_lock)
        {
            if (!_barriers.TryGetValue(node, out var barrier))
            {
                _barriers[node] = barrier = new RedisBarrier(options, node, commands.Clock);
            }

            _nodes[route] = node;
            return barrier;
        }
    }

    /// <summary>The barrier of a node that no route is on any more goes with the last of them.</summary>
    private void Forget(string route)
    {
        lock (_lock)
        {
            if (_nodes.Remove(route, out var node) && !_nodes.ContainsValue(node) && _barriers.Remove(node, out var barrier))
            {
                _ = barrier.DisposeAsync().AsTask();
            }
        }
    }

    private TimeSpan Remaining(long started)
    {
        var remaining = options.Timeout - commands.Clock.GetElapsedTime(started);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }
}
