namespace Gateway.Tests.Support;

/// <summary>A real primary with replicas, and real sentinels that watch them and are quick to act.</summary>
internal sealed class SentinelGroup : IAsyncDisposable
{
    /// <summary>What the sentinels call it.</summary>
    public const string Service = "gateway";

    private readonly SentinelGroupOptions _options;
    private readonly List<RedisServer> _servers = [];
    private readonly List<RedisServer> _sentinels = [];

    private SentinelGroup(SentinelGroupOptions options) => _options = options;

    /// <summary>The first primary, and its replicas.</summary>
    public IReadOnlyList<RedisServer> Servers => _servers;

    public IReadOnlyList<RedisServer> Sentinels => _sentinels;

    /// <summary>Names the sentinels and no server.</summary>
    public string Configuration
    {
        get
        {
            var sentinels = string.Join(',', _sentinels.Select(sentinel => $"127.0.0.1:{(IsOverTls ? sentinel.TlsPort : sentinel.Port)}"));
            return $"{sentinels},serviceName={Service}"
                + (IsOverTls ? ",ssl=true" : "")
                + (_options.Password is { } password ? $",password={password}" : "")
                + (_options.SentinelPassword is { } sentinelPassword ? $",sentinelPassword={sentinelPassword}" : "");
        }
    }

    private bool IsOverTls => _options.Authority is not null;

    public static async Task<SentinelGroup> StartAsync(SentinelGroupOptions? options = null)
    {
        var group = new SentinelGroup(options ?? new());
        try
        {
            await group.StartServersAsync();
            await group.StartSentinelsAsync();
        }
        catch
        {
            await group.DisposeAsync();
            throw;
        }

        return group;
    }

    /// <summary>What the sentinels say is the primary now; null while they do not agree, or where it is none of the group's.</summary>
    public async Task<RedisServer?> PrimaryAsync()
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sentinel in _sentinels.Where(sentinel => sentinel.IsRunning))
        {
            named.Add(await sentinel.AskAsync($"SENTINEL GET-MASTER-ADDR-BY-NAME {Service}"));
        }

        return named.Count == 1
            ? _servers.Find(server => named.Single().Contains($"\r\n{PortOf(server)}\r\n", StringComparison.Ordinal))
            : null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _sentinels.Concat(_servers))
        {
            await server.DisposeAsync();
        }
    }

    private int PortOf(RedisServer server) => IsOverTls ? server.TlsPort : server.Port;

    private RedisServerOptions ServerOptions(RedisServer? primary) => new()
    {
        Password = _options.Password,
        TlsHost = IsOverTls ? "127.0.0.1" : null,
        Authority = _options.Authority,
        AsksForCertificate = IsOverTls,
        ReplicaOf = primary is null ? null : PortOf(primary),
    };

    private async Task StartServersAsync()
    {
        _servers.Add(await RedisServer.StartAsync(ServerOptions(null)));
        for (var replica = 0; replica < _options.Replicas; replica++)
        {
            _servers.Add(await RedisServer.StartAsync(ServerOptions(_servers[0])));
        }

        foreach (var replica in _servers.Skip(1))
        {
            await replica.FollowsAsync();
        }
    }

    private async Task StartSentinelsAsync()
    {
        string[] lines =
        [
            $"sentinel monitor {Service} 127.0.0.1 {PortOf(_servers[0])} {(_options.Sentinels / 2) + 1}",
            $"sentinel down-after-milliseconds {Service} 1000",
            $"sentinel failover-timeout {Service} 5000",
            .. _options.Password is { } password ? [$"sentinel auth-pass {Service} {password}"] : Array.Empty<string>(),
        ];
        for (var sentinel = 0; sentinel < _options.Sentinels; sentinel++)
        {
            _sentinels.Add(await RedisServer.StartAsync(
                ServerOptions(null) with { Password = _options.SentinelPassword, Sentinel = lines }));
        }

        foreach (var sentinel in _sentinels)
        {
            await Eventually.IsTrueAsync(
                async () =>
                {
                    var facts = await sentinel.AskAsync($"SENTINEL MASTER {Service}");
                    return Has(facts, "num-slaves", _options.Replicas) && Has(facts, "num-other-sentinels", _options.Sentinels - 1);
                },
                "the sentinels know each other and the replicas");
        }
    }

    private static bool Has(string facts, string name, int value) =>
        facts.Contains($"\r\n{name}\r\n$1\r\n{value}\r\n", StringComparison.Ordinal);
}
