using System.Diagnostics;
using System.Globalization;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Gateway.Tests.Support.Brokers;

/// <summary>
/// A real RabbitMQ node with a name, ports and data of its own, and its own port mapper of Erlang's, which would else stay behind. In it the exchange
/// <c>events</c>, and a durable queue of the same name with what comes as <c>resource.#</c>.
/// </summary>
internal sealed class RabbitMqServer : IBrokerServer
{
    private const string Name = "events";

    /// <summary>An idle machine takes five seconds for it.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gateway-rabbitmq-");
    private string _settings;
    private readonly int _mapperPort = FreePort.Next();
    private readonly int _nodePort = FreePort.Next();
    private Process? _mapper;
    private Process? _process;

    private RabbitMqServer(string settings) => _settings = settings;

    public int Port { get; } = FreePort.Next();

    /// <summary>Where it is reached by TLS, once it is started with a certificate.</summary>
    public int TlsPort { get; } = FreePort.Next();

    public string Url => $"amqp://127.0.0.1:{Port}";

    public string Destination => $$"""
        { "RabbitMq": { "Url": "{{Url}}", "Exchange": "{{Name}}", "RoutingKey": "{type}", "Headers": [ "X-Provider" ] } }
        """;

    public string DisallowedType => "resource\\u0001";

    /// <param name="settings">Further lines of <c>rabbitmq.conf</c>.</param>
    public static async Task<RabbitMqServer> StartAsync(string settings = "")
    {
        var server = new RabbitMqServer(settings);
        try
        {
            await server.RestartAsync();
            await using var connection = await server.ConnectAsync();
            await using var channel = await connection.CreateChannelAsync();
            await channel.ExchangeDeclareAsync(Name, "topic", durable: true);
            await channel.QueueDeclareAsync(Name, durable: true, exclusive: false, autoDelete: false);
            await channel.QueueBindAsync(Name, Name, "resource.#");
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    /// <summary>The same, reached by TLS, too.</summary>
    /// <param name="tls">Its certificate, and whose clients it believes.</param>
    public static Task<RabbitMqServer> StartAsync(BrokerTlsFiles tls) => StartAsync($"""
        listeners.ssl.1 = 127.0.0.1:TLS_PORT
        ssl_options.cacertfile = {tls.AuthorityFile}
        ssl_options.certfile = {tls.ServerFile}
        ssl_options.keyfile = {tls.ServerKeyFile}
        ssl_options.verify = verify_peer
        ssl_options.fail_if_no_peer_cert = true
        """);

    public async Task StopAsync()
    {
        await EndAsync(_process);
        await EndAsync(_mapper); // Which knows the node's name, and would not have it twice.
        (_process, _mapper) = (null, null);
    }

    public async Task RestartAsync()
    {
        await WriteSettingsAsync();
        _mapper = Process.Start("epmd", ["-port", Text(_mapperPort), "-address", "127.0.0.1"]);
        var start = new ProcessStartInfo("/usr/lib/rabbitmq/bin/rabbitmq-server")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Variables())
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        var process = _process;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        for (var starting = Stopwatch.StartNew(); !await AnswersAsync();)
        {
            Assert.False(process.HasExited, "RabbitMQ did not start.");
            Assert.True(starting.Elapsed < LongestStart, $"RabbitMQ did not start within {LongestStart}.");
            await Pause.ForAsync(BetweenLooks);
        }
    }

    /// <summary>Starts it again with other lines of <c>rabbitmq.conf</c>.</summary>
    public async Task ChangeAsync(string settings)
    {
        _settings = settings;
        await StopAsync();
        await RestartAsync();
    }

    public async Task<IReadOnlyList<ReceivedMessage>> ReadAsync()
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var count = (int)(await channel.QueueDeclarePassiveAsync(Name)).MessageCount;
        var messages = new List<ReceivedMessage>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, got) =>
        {
            if (messages.Count < count)
            {
                messages.Add(new ReceivedMessage(got.RoutingKey, got.Body.ToArray(), HeadersOf(got.BasicProperties)));
            }

            if (messages.Count == count)
            {
                all.TrySetResult();
            }

            return Task.CompletedTask;
        };
        if (count > 0)
        {
            await channel.BasicConsumeAsync(Name, autoAck: false, consumer);
            await Eventually.EndsAsync(all.Task, $"{count} messages are read");
        }

        return messages; // None is acknowledged: they go back when the channel is closed.
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _directory.Delete(recursive: true);
    }

    public Task<IConnection> ConnectAsync() => new ConnectionFactory { HostName = "127.0.0.1", Port = Port }.CreateConnectionAsync();

    /// <summary>With two properties of the protocol, by their names there.</summary>
    private static Dictionary<string, string> HeadersOf(IReadOnlyBasicProperties properties)
    {
        var headers = (properties.Headers ?? new Dictionary<string, object?>())
            .Where(header => header.Value is byte[])
            .ToDictionary(header => header.Key, header => Encoding.Latin1.GetString((byte[])header.Value!), StringComparer.OrdinalIgnoreCase);
        headers["content_type"] = properties.ContentType ?? "";
        headers["content_encoding"] = properties.ContentEncoding ?? "";
        return headers;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task EndAsync(Process? process)
    {
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = await ConnectAsync();
            return connection.IsOpen;
        }
        catch (BrokerUnreachableException)
        {
            return false; // Does not listen yet.
        }
    }

    private async Task WriteSettingsAsync()
    {
        await File.WriteAllTextAsync(InDirectory("rabbitmq.conf"), $"listeners.tcp.1 = 127.0.0.1:{Port}\nloopback_users = none\n{_settings.Replace("TLS_PORT", Text(TlsPort), StringComparison.Ordinal)}\n");
        await File.WriteAllTextAsync(InDirectory("enabled_plugins"), "[].\n");
    }

    private string InDirectory(string file) => Path.Combine(_directory.FullName, file);

    private Dictionary<string, string> Variables() => new(StringComparer.Ordinal)
    {
        ["RABBITMQ_NODENAME"] = $"gateway{Port}@localhost",
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = Text(Port),
        ["RABBITMQ_DIST_PORT"] = Text(_nodePort),
        ["RABBITMQ_MNESIA_BASE"] = InDirectory("data"),
        ["RABBITMQ_LOG_BASE"] = InDirectory("log"),
        ["RABBITMQ_CONFIG_FILE"] = InDirectory("rabbitmq"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = InDirectory("enabled_plugins"),
        ["RABBITMQ_CONF_ENV_FILE"] = InDirectory("none"),
        ["RABBITMQ_PID_FILE"] = InDirectory("pid"),
        ["RABBITMQ_ALLOW_INPUT"] = "true", // Then the script becomes the node, and is ended as such.
        ["RABBITMQ_SERVER_START_ARGS"] = "-noinput -start_epmd false +sbwt none +sbwtdcpu none +sbwtdio none +S 1:1",
        ["ERL_EPMD_PORT"] = Text(_mapperPort),
        ["HOME"] = _directory.FullName, // Of Erlang's cookie.
    };
}
