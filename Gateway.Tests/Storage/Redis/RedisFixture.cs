using Gateway.Storage.Redis;

namespace Gateway.Tests.Storage.Redis;

/// <summary>A Redis and the gateway's connection to it, for all tests of a class.</summary>
public abstract class RedisFixture : IAsyncLifetime
{
    private IAsyncDisposable? _server;
    private RedisCommands? _commands;

    internal RedisCommands Commands => _commands ?? throw new InvalidOperationException("Redis has not been started.");

    public async Task InitializeAsync()
    {
        (_server, var options) = await StartAsync();
        _commands = Connect(options);
    }

    public async Task DisposeAsync()
    {
        if (_commands is not null)
        {
            await _commands.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    // A shared machine may stall for longer than the deadline that suits production.
    private static RedisCommands Connect(RedisOptions options) =>
        new(options with { Timeout = TimeSpan.FromSeconds(20) }, TimeProvider.System);

    private protected abstract Task<(IAsyncDisposable Server, RedisOptions Options)> StartAsync();
}
