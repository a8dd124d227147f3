using System.Diagnostics;
using System.Text;
using Gateway.Benchmarks.Load;
using NATS.Client.Core;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Gateway.Benchmarks.Brokers;

/// <summary>A broker with what takes the events, or the backend.</summary>
internal sealed class BrokerProcess : IAsyncDisposable
{
    private static readonly TimeProvider Clock = TimeProvider.System;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);

    private readonly List<Process> _processes = [];
    private readonly DirectoryInfo _folder;

    private BrokerProcess(DirectoryInfo folder) => _folder = folder;

    /// <summary>Where it is reached.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Of all its processes.</summary>
    public TimeSpan CpuTime => TimeSpan.FromTicks(_processes.Sum(process =>
    {
        process.Refresh();
        return process.TotalProcessorTime.Ticks;
    }));

    public static async Task<BrokerProcess> StartAsync(BrokerKind kind, DirectoryInfo folder, CancellationToken cancellation)
    {
        var broker = new BrokerProcess(folder.CreateSubdirectory("broker"));
        try
        {
            await broker.StartAsync(kind, cancellation);
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private Task StartAsync(BrokerKind kind, CancellationToken cancellation)
    {
        var port = LoadProcess.FreePort();
        Address = $"127.0.0.1:{port}";
        switch (kind)
        {
            case BrokerKind.Http:
                Start("dotnet", [typeof(BrokerProcess).Assembly.Location, Backend.Role, $"http://{Address}"]);
                return RepeatAsync(() => ReachAsync(port), cancellation);
            case BrokerKind.RedisStream:
                Start("redis-server", ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--dir", _folder.FullName, "--appendonly", "yes"]);
                return RepeatAsync(() => ReachAsync(port), cancellation);
            case BrokerKind.Nats:
                Start("nats-server", ["-a", "127.0.0.1", "-p", $"{port}", "-js", "-sd", _folder.FullName]);
                return RepeatAsync(MakeStreamAsync, cancellation);
            case BrokerKind.RabbitMq:
                StartRabbitMq(port);
                return RepeatAsync(() => MakeQueueAsync(port), cancellation);
            default:
                return StartKafkaAsync();
        }
    }

    private Process Start(string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        _processes.Add(process);
        _ = process.StandardOutput.ReadToEndAsync();
        if (program != "kcat")
        {
            _ = process.StandardError.ReadToEndAsync();
        }

        return process;
    }

    /// <summary>Until it is done without a failure of the network.</summary>
    private static async Task RepeatAsync(Func<Task> step, CancellationToken cancellation)
    {
        var started = Clock.GetTimestamp();
        while (true)
        {
            try
            {
                await step();
                return;
            }
            catch (Exception exception) when (
                exception is System.Net.Sockets.SocketException or NatsException or BrokerUnreachableException && Clock.GetElapsedTime(started) < LongestStart)
            {
                await Task.Delay(BetweenLooks, Clock, cancellation);
            }
        }
    }

    private static async Task ReachAsync(int port)
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
    }

    private async Task MakeStreamAsync()
    {
        await using var connection = new NatsConnection(NatsOpts.Default with { Url = $"nats://{Address}" });
        var answer = await connection.RequestAsync<byte[], byte[]>(
            $"$JS.API.STREAM.CREATE.{BrokerPlace.Store}",
            Encoding.UTF8.GetBytes($$"""{ "name": "{{BrokerPlace.Store}}", "subjects": [ "{{BrokerPlace.Topic}}" ], "storage": "file" }"""),
            requestSerializer: NatsRawSerializer<byte[]>.Default,
            replySerializer: NatsRawSerializer<byte[]>.Default);
        if (Encoding.UTF8.GetString(answer.Data ?? []).Contains("\"error\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(Encoding.UTF8.GetString(answer.Data!));
        }
    }

    private static async Task MakeQueueAsync(int port)
    {
        await using var connection = await new ConnectionFactory { HostName = "127.0.0.1", Port = port }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(BrokerPlace.Store, "topic", durable: true);
        await channel.QueueDeclareAsync(BrokerPlace.Store, durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync(BrokerPlace.Store, BrokerPlace.Store, "#");
    }

    /// <summary>With a name, ports and a mapper of its own, so that nothing of it stays behind.</summary>
    private void StartRabbitMq(int port)
    {
        var mapper = $"{LoadProcess.FreePort()}";
        File.WriteAllText(InFolder("rabbitmq.conf"), $"listeners.tcp.1 = 127.0.0.1:{port}\nloopback_users = none\n");
        File.WriteAllText(InFolder("enabled_plugins"), "[].\n");
        Start("epmd", ["-port", mapper, "-address", "127.0.0.1"]);
        Start("/usr/lib/rabbitmq/bin/rabbitmq-server", [], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["RABBITMQ_NODENAME"] = $"bench{port}@localhost",
            ["RABBITMQ_DIST_PORT"] = $"{LoadProcess.FreePort()}",
            ["RABBITMQ_MNESIA_BASE"] = InFolder("data"),
            ["RABBITMQ_LOG_BASE"] = InFolder("log"),
            ["RABBITMQ_CONFIG_FILE"] = InFolder("rabbitmq"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = InFolder("enabled_plugins"),
            ["RABBITMQ_CONF_ENV_FILE"] = InFolder("none"),
            ["RABBITMQ_PID_FILE"] = InFolder("pid"),
            ["RABBITMQ_ALLOW_INPUT"] = "true",
            ["RABBITMQ_SERVER_START_ARGS"] = "-noinput -start_epmd false",
            ["ERL_EPMD_PORT"] = mapper,
            ["HOME"] = _folder.FullName,
        });
    }

    /// <summary>It says where it is, once its topic is there.</summary>
    private async Task StartKafkaAsync()
    {
        const string address = "bootstrap.servers=";
        var process = Start("kcat", ["-P", "-t", BrokerPlace.Topic, "-b", "none", "-X", "test.mock.num.brokers=3", "-d", "mock"]);
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(address, StringComparison.Ordinal) is >= 0 and var at)
            {
                Address = line[(at + address.Length)..].Trim();
            }
            else if (line.Contains("Created topic", StringComparison.Ordinal))
            {
                _ = process.StandardError.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException("kcat has ended.");
    }

    private string InFolder(string file) => Path.Combine(_folder.FullName, file);
}
