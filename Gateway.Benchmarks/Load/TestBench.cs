using System.Diagnostics;
using System.Globalization;

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
    private LoadStorage _redis = null!; // Started first of all.

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
        _redis = StartRedis();
        await backend.ReachAsync(new Uri(_backend).Port, _clock, cancellation);
        await _redis.Redis!.ReachAsync(_redis.RedisPort!.Value, _clock, cancellation);

        var gateway = Path.Combine(AppContext.BaseDirectory, "gateway.dll");
        if (_options.Sizes.Count > 0)
        {
            await AddSizesAsync(gateway, cancellation);
            return;
        }

        AddStores(own, gateway);
        foreach (var target in _targets)
        {
            await target.Process.ReachAsync(target.Port, _clock, cancellation);
        }
    }

    private async Task AddSizesAsync(string gateway, CancellationToken cancellation)
    {
        foreach (var (program, note) in _options.Against.Select(other => (Path.GetFullPath(other), $", {other}")).Prepend((gateway, "")))
        {
            foreach (var store in _options.Stores)
            {
                foreach (var size in _options.Sizes)
                {
                    var name = _options.Stores.Count > 1 || size.Remembered is not null ? $"{size.Name}, {store}{note}" : size.Name + note;
                    await AddSizeAsync(name, program, store, size, cancellation);
                }
            }
        }
    }

    /// <summary>One after the other, so that each has the machine to itself while it starts.</summary>
    private async Task AddSizeAsync(string name, string gateway, LoadStore store, LoadSize size, CancellationToken cancellation)
    {
        if (!_options.Wants(name))
        {
            return;
        }

        var storage = store switch
        {
            LoadStore.Memory => LoadStorage.Memory,
            LoadStore.Sqlite => LoadStorage.Sqlite(_directory),
            _ => StartRedis(), // What is in it is this one's alone.
        };
        await (storage.Redis?.ReachAsync(storage.RedisPort!.Value, _clock, cancellation) ?? Task.CompletedTask);
        var filling = _clock.GetTimestamp();
        await storage.FillAsync(size.Remembered ?? 0, cancellation);
        var filled = _clock.GetElapsedTime(filling);
        var admin = LoadProcess.FreePort();
        var target = AddGateway(name, gateway, storage, quiet: true, size: size, admin: admin);
        var start = await LoadStart.AwaitAsync(target.Process, target.Port, admin, _clock, cancellation);
        _targets[^1] = target with { Group = store.ToString(), Start = start };
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: filled in {filled.TotalSeconds:0.0} s, {start}{storage.Weight}"));
        await LoadRecall.ThrowIfForgottenAsync(target, size.Remembered ?? 0, _secret, _clock, cancellation);
    }

    private void AddStores(string own, string gateway)
    {
        var port = LoadProcess.FreePort();
        Add(new("plain YARP", LoadProcess.StartDotnet([own, PlainProxy.Role, Url(port), _backend], []), port));
        AddGateways(gateway, "");
        foreach (var other in _options.Against)
        {
            AddGateways(Path.GetFullPath(other), $", {other}");
        }

        foreach (var part in _options.Without)
        {
            AddGateway($"memory, quiet, without {part}", gateway, LoadStorage.Memory, quiet: true, part);
        }
    }

    private void AddGateways(string gateway, string note)
    {
        foreach (var store in Enum.GetValues<LoadStore>())
        {
            AddWanted($"{store}, quiet{note}", quiet: true);
            AddWanted($"{store}, request log{note}", quiet: false);

            void AddWanted(string name, bool quiet)
            {
                if (_options.Wants(name))
                {
                    AddGateway(name, gateway, store switch
                    {
                        LoadStore.Memory => LoadStorage.Memory,
                        LoadStore.Sqlite => LoadStorage.Sqlite(_directory),
                        _ => _redis,
                    }, quiet);
                }
            }
        }
    }

    private LoadTarget AddGateway(
        string name, string gateway, LoadStorage storage, bool quiet, string? without = null, LoadSize? size = null, int? admin = null)
    {
        var config = LoadConfiguration.Write(
            _directory, _backend, storage.Section, storage.RedisPort, without, admin: admin,
            add: configuration => size?.AddTo(configuration, _directory, _secret));
        var port = LoadProcess.FreePort();
        KeyValuePair<string, string>[] quietly = quiet ? [new("Serilog__MinimumLevel", "Warning")] : [];
        KeyValuePair<string, string>[] environment = [new(LoadConfiguration.SecretVariable, _secret), .. quietly];
        var process = size?.Remembered is { } remembered && storage.Store == LoadStore.Memory
            ? LoadProcess.StartDotnet(FilledGateway.Command(remembered, config, Url(port)), environment)
            : LoadProcess.StartGateway(gateway, ["run", "--config", config, "--urls", Url(port)], environment);
        return Add(new(name, process, port, size?.Tenants ?? 0) { Redis = storage.Redis });
    }

    private LoadTarget Add(LoadTarget target)
    {
        _processes.Add(target.Process);
        _targets.Add(target);
        return target;
    }

    private LoadStorage StartRedis()
    {
        var port = LoadProcess.FreePort();
        var storage = LoadStorage.OfRedis(port, LoadStorage.StartRedis(port, _directory));
        _processes.Add(storage.Redis!);
        return storage;
    }

    private static string Url(int port) => $"http://127.0.0.1:{port}";
}
