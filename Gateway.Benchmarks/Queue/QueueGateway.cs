using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Benchmarks.Load;

namespace Gateway.Benchmarks.Queue;

/// <summary>A gateway that queues, with a store of its own, and the backend behind it, which is down at first.</summary>
internal sealed class QueueGateway : IAsyncDisposable
{
    private static readonly TimeProvider Clock = TimeProvider.System;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromMinutes(1) };
    private readonly QueueStore _store;
    private readonly DirectoryInfo _folder;
    private readonly int _admin = LoadProcess.FreePort();
    private readonly int _redisPort = LoadProcess.FreePort();
    private readonly string _backendUrl = $"http://127.0.0.1:{LoadProcess.FreePort()}";
    private readonly string _secret = Guid.NewGuid().ToString("N");
    private readonly string _configuration;
    private LoadProcess? _redis;
    private LoadProcess? _backend;
    private LoadProcess? _process;

    private QueueGateway(QueueStore store, DirectoryInfo parent, int concurrency)
    {
        _store = store;
        _folder = parent.CreateSubdirectory($"gateway-queue-{Guid.NewGuid():N}");
        var storage = store switch
        {
            QueueStore.Memory => LoadConfiguration.Memory,
            QueueStore.Sqlite => new JsonObject { ["Path"] = File("queue.db"), ["MaxBytes"] = 64L << 30 },
            _ => new JsonObject { ["Provider"] = "Redis" },
        };
        var delivery = new JsonObject
        {
            ["Mode"] = "Queue",
            ["MaxOpen"] = 100_000_000,
            ["Concurrency"] = concurrency,
            ["Retry"] = new JsonObject { ["First"] = "00:00:01", ["Longest"] = "00:00:01" },
            ["Breaker"] = new JsonObject { ["Pause"] = "00:00:01" }, // The backend comes, and is noticed at once.
        };
        _configuration = LoadConfiguration.Write(
            _folder, _backendUrl, storage, UsesRedis ? _redisPort : null, without: null, delivery, _admin);
    }

    public string Secret => _secret;

    public int Port { get; } = LoadProcess.FreePort();

    public LoadProcess Process => _process!;

    public TimeSpan RedisTime => _redis?.CpuTime ?? TimeSpan.Zero;

    private bool UsesRedis => _store is QueueStore.RedisEverysec or QueueStore.RedisAlways;

    public static async Task<QueueGateway> StartAsync(
        QueueStore store, DirectoryInfo folder, int concurrency, CancellationToken cancellation)
    {
        var gateway = new QueueGateway(store, folder, concurrency);
        try
        {
            await gateway.StartAsync(cancellation);
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills it and starts it again. Returns how long it took until it was ready.</summary>
    public async Task<TimeSpan> RestartAsync(CancellationToken cancellation)
    {
        await Process.DisposeAsync();
        var started = Clock.GetTimestamp();
        await StartProcessAsync(cancellation);
        return Clock.GetElapsedTime(started);
    }

    public async Task StartBackendAsync(CancellationToken cancellation)
    {
        _backend = LoadProcess.StartDotnet([typeof(QueueGateway).Assembly.Location, Backend.Role, _backendUrl], []);
        await _backend.ReachAsync(new Uri(_backendUrl).Port, Clock, cancellation);
    }

    /// <summary>How many have been delivered.</summary>
    public async Task<int> DeliveredAsync(CancellationToken cancellation) =>
        int.Parse(await _client.GetStringAsync(new Uri(_backendUrl + Backend.CountPath), cancellation), CultureInfo.InvariantCulture);

    /// <summary>Asks the admin listener, and says how long that took.</summary>
    public async Task<(string Answer, TimeSpan Elapsed)> AskAsync(string path, CancellationToken cancellation)
    {
        var started = Clock.GetTimestamp();
        var answer = await _client.GetStringAsync(new Uri($"http://127.0.0.1:{_admin}{path}"), cancellation);
        return (answer, Clock.GetElapsedTime(started));
    }

    /// <summary>Transactions so far, where the gateway counts them.</summary>
    public async Task<long> CommitsAsync(CancellationToken cancellation)
    {
        const string name = "webhook_store_commits_total";
        var metrics = (await AskAsync("/metrics", cancellation)).Answer;
        return metrics.Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal))
            .Sum(line => (long)double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture));
    }

    /// <summary>The CPU time of everything that takes part, this process included.</summary>
    public TimeSpan OurTime()
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return self.TotalProcessorTime + Process.CpuTime + RedisTime + (_backend?.CpuTime ?? TimeSpan.Zero);
    }

    /// <summary>What the store has on its disk.</summary>
    public long DiskBytes() => _folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Exists ? file.Length : 0);

    /// <summary>What Redis has in memory; 0 without one.</summary>
    public long RedisBytes() => _redis?.Resident.Now ?? 0;

    public async ValueTask DisposeAsync()
    {
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_backend?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_redis?.DisposeAsync() ?? ValueTask.CompletedTask);
        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    private string File(string name) => Path.Combine(_folder.FullName, name);

    private async Task StartAsync(CancellationToken cancellation)
    {
        if (UsesRedis)
        {
            _redis = LoadProcess.Start(
                [
                    "redis-server", "--port", $"{_redisPort}", "--bind", "127.0.0.1", "--save", "", "--dir", _folder.FullName,
                    "--appendonly", "yes", "--appendfsync", _store == QueueStore.RedisAlways ? "always" : "everysec",
                ],
                []);
            await _redis.ReachAsync(_redisPort, Clock, cancellation);
        }

        await StartProcessAsync(cancellation);
    }

    private async Task StartProcessAsync(CancellationToken cancellation)
    {
        _process = LoadProcess.StartDotnet(
            [Path.Combine(AppContext.BaseDirectory, "gateway.dll"), "run", "--config", _configuration, "--urls", $"http://127.0.0.1:{Port}"],
            [new(LoadConfiguration.SecretVariable, _secret), new("Serilog__MinimumLevel", "Warning")]);
        await _process.ReachAsync(Port, Clock, cancellation);
        while (!await IsReadyAsync(cancellation))
        {
            await Task.Delay(BetweenLooks, Clock, cancellation);
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        using var answer = await _client.GetAsync(new Uri($"http://127.0.0.1:{_admin}/readyz"), cancellation);
        return answer.IsSuccessStatusCode;
    }
}
