using System.Globalization;
using System.Net.NetworkInformation;
using System.Text.Json.Nodes;
using Gateway.Benchmarks.Load;

namespace Gateway.Benchmarks.Comparison;

/// <summary>Everything that runs during the comparison: backend, Redis, and the contenders side by side, idle but one.</summary>
internal sealed class ComparisonBench : IAsyncDisposable
{
    /// <summary>In bytes: of the biggest bodies, with what stands around them.</summary>
    private const int MostBytes = 12 << 20;

    /// <summary>As the gateway adds them; the first two are what nothing verifies without.</summary>
    private static readonly string[][] Stages = [["Signature", "Replay"], ["IpAllowList"], ["RateLimit"], ["Body"], ["Events"], ["Schema"], ["Deduplication"]];

    /// <summary>Below those that connections of the contenders take for themselves.</summary>
    private static int _lastPort = 20_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-comparison-");
    private readonly List<LoadProcess> _processes = [];
    private readonly List<Contender> _contenders = [];
    private readonly ComparisonOptions _options;
    private readonly int _backend = FreePort();
    private readonly int _redisPort = FreePort();
    private readonly string _files = Path.Combine(AppContext.BaseDirectory, "Comparison");

    private ComparisonBench(ComparisonOptions options) => _options = options;

    /// <summary>What webhooks are signed with.</summary>
    public string Secret { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The first is plain YARP, which the others are ratios to.</summary>
    public IReadOnlyList<Contender> Contenders => _contenders;

    public TimeSpan StoreTime => _processes[1].Usage.Cpu;

    /// <summary>Of everything that takes part, this process with its connections included.</summary>
    public TimeSpan OurTime => _processes.Aggregate(ProcessUsage.Of(Environment.ProcessId).Cpu, (sum, process) => sum + process.Usage.Cpu);

    public static async Task<ComparisonBench> StartAsync(ComparisonOptions options, CancellationToken cancellation)
    {
        var bench = new ComparisonBench(options);
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
        return int.Parse(await client.GetStringAsync(new Uri(BackendUrl + Backend.CountPath), cancellation), CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until so many have.</summary>
    public async Task ArriveAsync(int count, CancellationToken cancellation)
    {
        while (await ArrivedAsync(cancellation) < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.AsEnumerable().Reverse()) // Whoever uses another goes first.
        {
            await process.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private static JsonObject Redis => new() { ["Provider"] = "Redis" };

    private string BackendUrl => Url(_backend);

    private async Task StartAsync(CancellationToken cancellation)
    {
        var own = typeof(ComparisonBench).Assembly.Location;
        LoadConfiguration.WriteSchema(_folder);
        var backend = LoadProcess.StartDotnet([own, Backend.Role, BackendUrl], []);
        var redis = LoadProcess.Start(["redis-server", "--port", $"{_redisPort}", "--bind", "127.0.0.1", "--save", "", "--dir", _folder.FullName], []);
        _processes.AddRange([backend, redis]);
        await backend.ReachAsync(_backend, TimeProvider.System, cancellation);
        await redis.ReachAsync(_redisPort, TimeProvider.System, cancellation);

        Add("plain YARP", ContenderKind.PlainProxy, port => LoadProcess.StartDotnet([own, PlainProxy.Role, Url(port), BackendUrl], []));
        AddGateways(Path.Combine(AppContext.BaseDirectory, "gateway.dll"), "gateway");
        if (_options.Native is { } native)
        {
            AddGateways(native, "gateway, native");
        }

        AddStages(Path.Combine(AppContext.BaseDirectory, "gateway.dll"));
        AddNginx("nginx", "");
        AddNginx("nginx + Lua", $"access_by_lua_block {{ verify.access('{Secret}') }}");
        AddNginx(
            "nginx + Lua + Redis",
            $"access_by_lua_block {{ verify.access('{Secret}', {_redisPort}) }} log_by_lua_block {{ verify.log({_redisPort}) }}");
        if (_options.Modules is { } modules)
        {
            AddExpress("Express", "plain", modules);
            AddExpress("Express + Ajv", "memory", modules);
            AddExpress("Express + Ajv + ioredis", "redis", modules);
        }

        foreach (var contender in _contenders)
        {
            await contender.Process.ReachAsync(contender.Port, TimeProvider.System, cancellation);
        }
    }

    private void AddGateways(string program, string name)
    {
        AddGateway($"{name}, Memory", program, LoadConfiguration.Memory);
        AddGateway($"{name}, Memory, log", program, LoadConfiguration.Memory, quiet: false);
        AddGateway($"{name}, Redis", program, Redis);
        AddGateway($"{name}, Sqlite Behind", program, Sqlite());
        AddGateway($"{name}, Sqlite BeforeAnswer", program, Sqlite(), change: verification => verification["Deduplication"]!["Durability"] = "BeforeAnswer");
        AddGateway($"{name}, Sqlite, Queue", program, Sqlite(), ContenderKind.Queue);
        AddGateway($"{name}, Redis, Queue", program, Redis, ContenderKind.Queue);
    }

    private JsonObject Sqlite() => new() { ["Path"] = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.db") };

    private void AddStages(string program)
    {
        AddGateway("no verification", program, LoadConfiguration.Memory, ContenderKind.Stage, change: verification =>
        {
            verification.Clear();
            (verification["Mode"], verification["Reason"]) = ("None", "What the stages are measured against.");
        });
        for (var count = 1; count <= Stages.Length; count++)
        {
            var later = Stages[count..].SelectMany(keys => keys).ToList();
            AddGateway($"+ {string.Join(", ", Stages[count - 1])}", program, LoadConfiguration.Memory, ContenderKind.Stage, change: verification =>
                later.ForEach(key => verification.Remove(key)));
        }
    }

    private void AddGateway(
        string name, string program, JsonObject storage, ContenderKind kind = ContenderKind.Gateway, bool quiet = true, Action<JsonObject>? change = null)
    {
        Add(
            name,
            kind,
            port =>
            {
                var config = LoadConfiguration.Write(
                    _folder, BackendUrl, storage, storage["Provider"]?.GetValue<string>() == "Redis" ? _redisPort : null, without: null,
                    kind == ContenderKind.Queue ? new JsonObject { ["Mode"] = "Queue" } : null, FreePort(), change: verification =>
                    {
                        verification["Body"]!["MaxBytes"] = MostBytes;
                        change?.Invoke(verification);
                    });
                return LoadProcess.StartGateway(
                    program,
                    ["run", "--config", config, "--urls", Url(port)],
                    [
                        KeyValuePair.Create(LoadConfiguration.SecretVariable, Secret),
                        .. quiet ? (KeyValuePair<string, string>[])[new("Serilog__MinimumLevel", "Warning")] : [],
                    ]);
            });
    }

    private void AddNginx(string name, string verify) => Add(name, verify.Length == 0 ? ContenderKind.OtherProxy : ContenderKind.Rival, port =>
    {
        var folder = _folder.CreateSubdirectory($"nginx-{port}").FullName;
        var configuration = File.ReadAllText(Path.Combine(_files, "Nginx", "nginx.conf"))
            .Replace("@FOLDER@", folder, StringComparison.Ordinal)
            .Replace("@FILES@", Path.Combine(_files, "Nginx"), StringComparison.Ordinal)
            .Replace("@BACKEND@", $"{_backend}", StringComparison.Ordinal)
            .Replace("@PORT@", $"{port}", StringComparison.Ordinal)
            .Replace("@VERIFY@", verify, StringComparison.Ordinal);
        var path = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(path, configuration);
        return LoadProcess.Start(["nginx", "-p", folder, "-c", path], []);
    });

    private void AddExpress(string name, string mode, string modules) => Add(name, mode == "plain" ? ContenderKind.OtherProxy : ContenderKind.Rival, port => LoadProcess.Start(
        [
            "node", Path.Combine(_files, "Express", "server.mjs"), $"{port}", $"{_backend}", mode,
            Path.Combine(_folder.FullName, LoadConfiguration.SchemaFile), Secret, $"{_redisPort}",
        ],
        [new("COMPARISON_MODULES", Path.GetFullPath(modules)), new("NODE_ENV", "production")]));

    private void Add(string name, ContenderKind kind, Func<int, LoadProcess> start)
    {
        if (_contenders.Count > 0 && _options.Only.Count > 0 && !_options.Only.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        var port = FreePort();
        var process = start(port);
        _processes.Add(process);
        _contenders.Add(new(name, process, port, kind));
    }

    private static int FreePort()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        do
        {
            _lastPort++;
        }
        while (taken.Contains(_lastPort));
        return _lastPort;
    }

    private static string Url(int port) => $"http://127.0.0.1:{port}";
}
