using System.Diagnostics;
using System.Text;
using System.Text.Json;
using NATS.Client.Core;

namespace Gateway.Tests.Support.Brokers;

/// <summary>A real nats-server with JetStream, and one stream in it: <c>EVENTS</c>, with the subjects <c>resource.&gt;</c>.</summary>
internal sealed class NatsServer : IBrokerServer
{
    private const int ReadAtOnce = 64;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gateway-nats-");
    private readonly string _settings;
#pragma warning disable CA2213 // Disposable fields are disposed: it is, when it is stopped.
    private Process? _process;
#pragma warning restore CA2213

    private readonly BrokerTlsFiles? _tls;
    private readonly string? _clientFile;

    private NatsServer(string settings, BrokerTlsFiles? tls)
    {
        (_settings, _tls) = (settings, tls);
        if (tls is not null)
        {
            _clientFile = InDirectory("client.pem"); // Its own, for that of the gateway may be none that is believed.
            File.Copy(tls.ClientFile, _clientFile);
            _settings += $"\ntls {{ cert_file: \"{tls.ServerFile}\", key_file: \"{tls.ServerKeyFile}\", ca_file: \"{tls.AuthorityFile}\", verify: true }}";
        }
    }

    public int Port { get; private set; }

    public string Url => $"nats://127.0.0.1:{Port}";

    public string Destination => $$"""
        { "Nats": { "Url": "{{Url}}", "Subject": "{type}", "Headers": [ "X-Provider" ] } }
        """;

    public string DisallowedType => "resource. *";

    /// <param name="settings">Further lines of its configuration.</param>
    /// <param name="stream">Further properties of the stream, as JSON behind a comma; null for no stream.</param>
    /// <param name="tls">Its certificate, and whose clients it believes; null for a server without TLS.</param>
    public static async Task<NatsServer> StartAsync(string settings = "", string? stream = "", BrokerTlsFiles? tls = null)
    {
        var server = new NatsServer(settings, tls);
        try
        {
            do
            {
                server.Port = FreePort.Next();
            }
            while (!await server.TryStartAsync()); // Somebody else took the port.

            if (stream is not null)
            {
                await server.AskAsync(
                    "$JS.API.STREAM.CREATE.EVENTS", $$"""{ "name": "EVENTS", "subjects": [ "resource.>" ], "storage": "file"{{stream}} }""");
            }
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    public async Task RestartAsync() => Assert.True(await TryStartAsync(), "nats-server did not start again.");

    public async Task<IReadOnlyList<ReceivedMessage>> ReadAsync()
    {
        await using var connection = Connect();
        using var info = await AskAsync(connection, "$JS.API.STREAM.INFO.EVENTS", "");
        var messages = new List<ReceivedMessage>();
        foreach (var some in Enumerable.Range(1, info.RootElement.GetProperty("state").GetProperty("last_seq").GetInt32()).Chunk(ReadAtOnce))
        {
            messages.AddRange(await Task.WhenAll(some.Select(sequence => ReadAsync(connection, sequence))));
        }

        return messages;
    }

    private static async Task<ReceivedMessage> ReadAsync(NatsConnection connection, int sequence)
    {
        using var answer = await AskAsync(connection, "$JS.API.STREAM.MSG.GET.EVENTS", $$"""{ "seq": {{sequence}} }""");
        var message = answer.RootElement.GetProperty("message");
        return new ReceivedMessage(
            message.GetProperty("subject").GetString()!,
            message.TryGetProperty("data", out var data) ? data.GetBytesFromBase64() : [],
            Headers(Encoding.Latin1.GetString(message.GetProperty("hdrs").GetBytesFromBase64())));
    }

    /// <summary>Asks its API, and returns what it answers.</summary>
    public async Task<string> AskAsync(string subject, string request)
    {
        await using var connection = Connect();
        using var answer = await AskAsync(connection, subject, request);
        return answer.RootElement.GetRawText();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _directory.Delete(recursive: true);
    }

    private NatsConnection Connect() => new(NatsOpts.Default with
    {
        Url = Url,
        AuthOpts = new NatsAuthOpts { Username = "admin", Password = "admin" },
        TlsOpts = _tls is null ? NatsTlsOpts.Default : new NatsTlsOpts
        {
            InsecureSkipVerify = true, // Whatever it shows to the gateway.
            CertFile = _clientFile,
            KeyFile = _clientFile,
        },
    });

    private string InDirectory(string file) => Path.Combine(_directory.FullName, file);

    private static async Task<JsonDocument> AskAsync(NatsConnection connection, string subject, string request)
    {
        var answer = await connection.RequestAsync<byte[], byte[]>(
            subject, Encoding.UTF8.GetBytes(request), requestSerializer: NatsRawSerializer<byte[]>.Default, replySerializer: NatsRawSerializer<byte[]>.Default);
        var document = JsonDocument.Parse(answer.Data!);
        Assert.False(document.RootElement.TryGetProperty("error", out _), document.RootElement.GetRawText());
        return document;
    }

    private static Dictionary<string, string> Headers(string block) => block.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(line => line.Split(": ", 2))
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);

    private async Task<bool> TryStartAsync()
    {
        var file = InDirectory("nats.conf");
        await File.WriteAllTextAsync(file, $$"""
            listen: "127.0.0.1:{{Port}}"
            log_file: "{{InDirectory("nats.log")}}"
            jetstream { store_dir: "{{_directory.FullName}}", max_memory_store: 64MB, max_file_store: 1GB }
            {{_settings}}
            """);
        _process = Process.Start(new ProcessStartInfo("nats-server", ["-c", file]) { UseShellExecute = false, RedirectStandardError = true })!;
        var process = _process;
        await Eventually.IsTrueAsync(async () => process.HasExited || await AnswersAsync(), "nats-server answers");
        if (!process.HasExited)
        {
            return true;
        }

        process.Dispose();
        _process = null;
        return false;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = Connect();
            using var info = await AskAsync(connection, "$JS.API.INFO", "");
            return true;
        }
        catch (NatsException)
        {
            return false; // Does not listen yet, or its streams are not there yet.
        }
    }
}
