using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Gateway.Benchmarks.Load;

/// <summary>Everything that runs during a measurement: the backend, Redis, and the targets side by side, idle but one.</summary>
internal sealed class TestBench : IAsyncDisposable
{
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gateway-load-");
    private readonly List<LoadProcess> _processes = [];
    private readonly List<LoadTarget> _targets = [];
    private readonly LoadOptions _options;
    private readonly string _secret = Guid.NewGuid().ToString("N");
    private readonly string _backend = $"http://127.0.0.1:{LoadProcess.FreePort()}";
    private readonly int _redis = LoadProcess.FreePort();

    private TestBench(LoadOptions options) => _options = options;

    /// <summary>What webhooks are signed with.</summary>
    public string Secret => _secret;

    public IReadOnlyList<LoadTarget> Targets => _targets;

    public static async Task<TestBench> StartAsync(LoadOptions options, CancellationToken cancellation)
    {
        var bench = new TestBench(options);
        try
        {
            await bench.StartAsync(cancellation);
            return bench;
        }
        catch
        {
            await bench.DisposeAsync();
            throw;
        }
    }

    /// <summary>How many webhooks have reached the backend so far.</summary>
    public async Task<int> ArrivedAsync(CancellationToken cancellation)
    {
        using var client = new HttpClient();
        var count = await client.GetStringAsync(new Uri(_backend + Backend.CountPath), cancellation);
        return int.Parse(count, CultureInfo.InvariantCulture);
    }

    /// <summary>The CPU time of everything that takes part, this process with its connections included.</summary>
    public TimeSpan OurTime()
    {
        using var self = Process.GetCurrentProcess();
        return _processes.Aggregate(self.TotalProcessorTime, (sum, process) => sum + process.CpuTime);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        _directory.Delete(recursive: true);
    }

    private async Task StartAsync(CancellationToken cancellation)
    {
        var own = typeof(TestBench).Assembly.Location;
        var backend = LoadProcess.StartDotnet([own, Backend.Role, _backend], []);
        _processes.Add(backend);
        var redis = LoadProcess.Start(
            ["redis-server", "--port", $"{_redis}", "--bind", "127.0.0.1", "--save", "", "--dir", _directory.FullName], []);
        _processes.Add(redis);
        await backend.ReachAsync(new Uri(_backend).Port, _clock, cancellation);
        await redis.ReachAsync(_redis, _clock, cancellation);

        var gateway = Path.Combine(AppContext.BaseDirectory, "gateway.dll");
        if (_options.Sizes.Count > 0)
        {
            AddSizes(gateway);
        }
        else
        {
            AddStores(own, gateway);
        }

        foreach (var target in _targets)
        {
            await target.Process.ReachAsync(target.Port, _clock, cancellation);
        }
    }

    private void AddSizes(string gateway)
    {
        foreach (var size in _options.Sizes)
        {
            AddGateway(size.Name, gateway, LoadStore.Memory, quiet: true, size: size);
        }

        foreach (var other in _options.Against)
        {
            foreach (var size in _options.Sizes)
            {
                AddGateway($"{size.Name}, {other}", Path.GetFullPath(other), LoadStore.Memory, quiet: true, size: size);
            }
        }
    }

    private void AddStores(string own, string gateway)
    {
        var port = LoadProcess.FreePort();
        Add("plain YARP", port, LoadProcess.StartDotnet([own, PlainProxy.Role, Url(port), _backend], []), LoadSize.Least);
        AddGateways(gateway, "");
        foreach (var other in _options.Against)
        {
            AddGateways(Path.GetFullPath(other), $", {other}");
        }

        foreach (var part in _options.Without)
        {
            AddGateway($"memory, quiet, without {part}", gateway, LoadStore.Memory, quiet: true, part);
        }
    }

    private void AddGateways(string gateway, string note)
    {
        foreach (var store in Enum.GetValues<LoadStore>())
        {
            AddGateway($"{store}, quiet{note}", gateway, store, quiet: true);
            AddGateway($"{store}, request log{note}", gateway, store, quiet: false);
        }
    }

    private void AddGateway(string name, string gateway, LoadStore store, bool quiet, string? without = null, LoadSize? size = null)
    {
        if (_options.Only.Count > 0 && without is null
            && !_options.Only.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        var storage = store switch
        {
            LoadStore.Memory => LoadConfiguration.Memory,
            LoadStore.Sqlite => new JsonObject { ["Path"] = Path.Combine(_directory.FullName, $"{Guid.NewGuid():N}.db") },
            _ => new JsonObject { ["Provider"] = "Redis" },
        };
        var config = LoadConfiguration.Write(
            _directory, _backend, storage, store == LoadStore.Redis ? _redis : null, without,
            add: configuration => size?.AddTo(configuration, _directory, _secret));
        var port = LoadProcess.FreePort();
        Add(name, port, LoadProcess.StartGateway(
            gateway,
            ["run", "--config", config, "--urls", Url(port)],
            [
                KeyValuePair.Create(LoadConfiguration.SecretVariable, _secret),
                .. quiet ? (KeyValuePair<string, string>[])[new("Serilog__MinimumLevel", "Warning")] : [],
            ]), size ?? LoadSize.Least);
    }

    private void Add(string name, int port, LoadProcess process, LoadSize size)
    {
        _processes.Add(process);
        _targets.Add(new(name, process, port, size.Tenants));
    }

    private static string Url(int port) => $"http://127.0.0.1:{port}";
}
