using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Benchmarks.Load;

namespace Gateway.Benchmarks.Brokers;

/// <summary>A gateway that queues in a file of SQLite, for one destination.</summary>
internal sealed class BrokerGateway : IAsyncDisposable
{
    private const int FillConnections = 64;

    private static readonly TimeProvider Clock = TimeProvider.System;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly LoadAnswer Queued = new(200, """{"status":"queued"}"""u8.ToArray());

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromMinutes(1) };
    private readonly string _secret = Guid.NewGuid().ToString("N");
    private readonly int _port = LoadProcess.FreePort();
    private readonly int _admin = LoadProcess.FreePort();
    private readonly DirectoryInfo _folder;
    private readonly BrokerKind _kind;
    private readonly int _concurrency;
    private LoadProcess? _process;

    public BrokerGateway(DirectoryInfo folder, BrokerKind kind, int concurrency) => (_folder, _kind, _concurrency) = (folder, kind, concurrency);

    /// <summary>Starts it, or starts it anew, with the destination at this address.</summary>
    public async Task StartAsync(string address, CancellationToken cancellation)
    {
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
        var delivery = new JsonObject
        {
            ["Mode"] = "Queue",
            ["MaxOpen"] = 100_000_000,
            ["Concurrency"] = _concurrency,
            ["Retry"] = new JsonObject { ["First"] = "00:00:01", ["Longest"] = "00:00:01" },
            ["Breaker"] = new JsonObject { ["Pause"] = "00:00:01" },
            ["To"] = BrokerPlace.Of(_kind, address),
        };
        var backend = _kind == BrokerKind.Http ? $"http://{address}" : $"http://127.0.0.1:{LoadProcess.FreePort()}";
        var storage = new JsonObject { ["Path"] = Path.Combine(_folder.FullName, "queue.db"), ["MaxBytes"] = 64L << 30 };
        var configuration = LoadConfiguration.Write(_folder, backend, storage, redis: null, without: null, delivery, _admin);
        _process = LoadProcess.StartDotnet(
            [Path.Combine(AppContext.BaseDirectory, "gateway.dll"), "run", "--config", configuration, "--urls", $"http://127.0.0.1:{_port}"],
            [new(LoadConfiguration.SecretVariable, _secret), new("Serilog__MinimumLevel", "Fatal")]);
        await _process.ReachAsync(_port, Clock, cancellation);
    }

    /// <summary>Has it accept so many.</summary>
    public async Task FillAsync(int events, CancellationToken cancellation)
    {
        var lastId = Clock.GetUtcNow().ToUnixTimeMilliseconds() << 20;
        var end = lastId + events;
        var secret = Encoding.UTF8.GetBytes(_secret);
        LoadConnection[] connections = [.. Enumerable.Range(0, FillConnections).Select(_ =>
            new LoadConnection(_port, new LoadRequest(secret, _port, LoadRequest.SmallBodyLength), Queued, Clock))];
        try
        {
            await Task.WhenAll(connections.Select(connection => Task.Run(
                () => connection.RunAsync(() => Interlocked.Increment(ref lastId) is var id && id <= end ? id : null, cancellation), cancellation)));
            if (connections.FirstOrDefault(connection => connection.FirstError is not null) is { FirstError: { } error })
            {
                throw new InvalidOperationException(error);
            }
        }
        finally
        {
            Array.ForEach(connections, connection => connection.Dispose());
        }
    }

    /// <summary>Waits until so many have been delivered, and takes what that cost from the first of them on.</summary>
    public async Task<BrokerSample> DrainAsync(int events, BrokerProcess broker, CancellationToken cancellation)
    {
        int first;
        while ((first = await DeliveredAsync(cancellation)) == 0)
        {
            await Task.Delay(BetweenLooks, Clock, cancellation);
        }

        var (started, cpu, ours, machine) = (Clock.GetTimestamp(), _process!.CpuTime, OurTime(broker), MachineTime.Now());
        int delivered;
        while ((delivered = await DeliveredAsync(cancellation)) < events)
        {
            await Task.Delay(BetweenLooks, Clock, cancellation);
        }

        var count = delivered - first;
        return new BrokerSample(
            count,
            count / Clock.GetElapsedTime(started).TotalSeconds,
            (_process.CpuTime - cpu).TotalMicroseconds / count,
            _process.Resident.Most,
            MachineTime.Now().ForeignSince(machine, OurTime(broker) - ours));
    }

    public async ValueTask DisposeAsync()
    {
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
        _client.Dispose();
    }

    private TimeSpan OurTime(BrokerProcess broker)
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return self.TotalProcessorTime + _process!.CpuTime + broker.CpuTime;
    }

    /// <summary>By its own count.</summary>
    private async Task<int> DeliveredAsync(CancellationToken cancellation)
    {
        var metrics = await _client.GetStringAsync(new Uri($"http://127.0.0.1:{_admin}/metrics"), cancellation);
        return metrics.Split('\n')
            .Where(line => line.StartsWith("webhook_delivery_attempts_total{", StringComparison.Ordinal) && line.Contains("result=\"delivered\"", StringComparison.Ordinal))
            .Sum(line => (int)double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
    }
}
