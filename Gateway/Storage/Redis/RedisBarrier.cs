using System.Net;
using StackExchange.Redis;

namespace Gateway.Storage.Redis;

/// <summary>
/// Finds out how many replicas have everything that one primary has carried out so far: a write, and a WAIT behind it.
/// Replicas follow in order, so the write says it for all before it, whoever sent those. A WAIT holds up its connection,
/// so it has one of its own, and all that ask at a time share it.
/// </summary>
internal sealed class RedisBarrier : IAsyncDisposable
{
    /// <summary>Tells the primary's history: a replica that is promoted begins another, and so does a restart.</summary>
    private static readonly RedisScript Write = new(
        """
        redis.call('SET', KEYS[1], '', 'PX', 1000)
        return string.match(redis.call('INFO', 'replication'), 'master_replid:(%w+)')
        """);

    private readonly Lock _lock = new();
    private readonly RedisCommands _commands;
    private readonly int _replicas;
    private readonly TimeSpan _patience;
    private Task _underWay = Task.CompletedTask;
    private Task<RedisPassage>? _next;

    public RedisBarrier(RedisOptions options, EndPoint node, TimeProvider clock)
    {
        // Redis answers a WAIT when its patience ends: the connection must have more.
        _commands = new RedisCommands(options with { Timeout = 2 * options.Timeout }, clock, node);
        (_replicas, _patience) = (options.Replicas, options.Timeout);
    }

    /// <summary>Covers what was carried out before the call. Failures are those of <see cref="RedisCommands.Unavailable"/>.</summary>
    /// <param name="key">On this node; written, and soon gone.</param>
    public Task<RedisPassage> PassAsync(RedisKey key)
    {
        lock (_lock)
        {
            return _next ??= PassAfterAsync(_underWay, key);
        }
    }

    public ValueTask DisposeAsync() => _commands.DisposeAsync();

    private async Task<RedisPassage> PassAfterAsync(Task underWay, RedisKey key)
    {
        await underWay.ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        lock (_lock)
        {
            _underWay = _next!; // From here on others wait for the one behind it.
            _next = null;
        }

        return await _commands.SendAsync(
            key, SendAsync, (Replicas: _replicas, Milliseconds: (long)_patience.TotalMilliseconds), CancellationToken.None);
    }

    private static async Task<RedisPassage> SendAsync(
        IDatabase database, RedisKey key, (int Replicas, long Milliseconds) wait)
    {
        // Sent one behind the other. On a connection that has written nothing WAIT waits for nothing, so it must not have
        // been replaced in between.
        var before = database.ExecuteAsync("CLIENT", "ID");
        var history = Write.EvaluateAsync(database, [key], [], CommandFlags.NoScriptCache | CommandFlags.NoRedirect);
        var replicas = database.ExecuteAsync("WAIT", wait.Replicas, wait.Milliseconds);
        var after = database.ExecuteAsync("CLIENT", "ID");
        await Task.WhenAll(before, history, replicas, after);
        return (long)await before == (long)await after
            ? new RedisPassage((string?)await history ?? "", (int)await replicas)
            : throw new StoreUnavailableException("The connection to Redis was replaced.");
    }
}
