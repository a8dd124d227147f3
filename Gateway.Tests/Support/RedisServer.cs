using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Gateway.Tests.Support;

/// <summary>A real redis-server on loopback, with its own directory. Gone without a trace when disposed.</summary>
internal sealed partial class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gateway-redis-");
    private readonly RedisServerOptions _options;
    private readonly TestAuthority _ownAuthority = new();
    private Process? _process;

    private RedisServer(RedisServerOptions options)
    {
        _options = options;
        if (options.TlsHost is { } host)
        {
            var (certificate, key) = Authority.Issue(host);
            File.WriteAllText(AuthorityFile, Authority.CertificatePem);
            File.WriteAllText(InDirectory("server.pem"), certificate);
            File.WriteAllText(InDirectory("server.key"), key);
            using var client = Authority.Issue(new TestClientCertificate());
            using var clientKey = client.GetECDsaPrivateKey()!;
            File.WriteAllText(ClientCertificateFile, client.ExportCertificatePem());
            File.WriteAllText(ClientKeyFile, clientKey.ExportPkcs8PrivateKeyPem());
        }
    }

    public int Port { get; private set; }

    public int TlsPort { get; private set; }

    /// <summary>Signed the server's certificate, and is the one whose clients it trusts.</summary>
    public TestAuthority Authority => _options.Authority ?? _ownAuthority;

    /// <summary>Its certificate, in PEM form.</summary>
    public string AuthorityFile => InDirectory("authority.pem");

    /// <summary>A certificate that it trusts, and its key; also the one that it shows to others itself.</summary>
    public string ClientCertificateFile => InDirectory("client.pem");

    public string ClientKeyFile => InDirectory("client.key");

    public bool IsRunning => _process is not null;

    /// <summary>How a client of the kind the options ask for connects.</summary>
    public string Configuration
    {
        get
        {
            var address = _options.TlsHost is null ? $"127.0.0.1:{Port}" : $"127.0.0.1:{TlsPort},ssl=true";
            return _options.Password is { } password ? $"{address},password={password}" : address;
        }
    }

    public static async Task<RedisServer> StartAsync(RedisServerOptions? options = null)
    {
        var server = new RedisServer(options ?? new());
        try
        {
            do
            {
                (server.Port, server.TlsPort) = (FreePort.Next(), FreePort.Next());
            }
            while (!await server.TryStartAsync()); // Somebody else took the port.
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    /// <summary>Starts it again where it was.</summary>
    public async Task RestartAsync() => Assert.True(await TryStartAsync(), "redis-server did not start again.");

    /// <summary>Ends it at once, as a crash would.</summary>
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

    /// <summary>Makes it hang: connections stay open and nothing is answered.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    public Task ResumeAsync() => SignalAsync("CONT");

    /// <summary>Waits until it has all that its primary has, and is told of what follows.</summary>
    public Task FollowsAsync() => Eventually.IsTrueAsync(
        async () => (await AskAsync("INFO replication")).Contains("master_link_status:up", StringComparison.Ordinal),
        "the replica follows its primary");

    /// <summary>Sends an inline command over a connection of its own and returns what comes first in the answer.</summary>
    public async Task<string> AskAsync(string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        await using var stream = client.GetStream();
        if (_options.AdministratorPassword is { } administrators)
        {
            await AskAsync(stream, $"AUTH administrator {administrators}");
        }
        else if (_options.Password is { } password)
        {
            await AskAsync(stream, $"AUTH {password}");
        }

        return await AskAsync(stream, command);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process?.Dispose();
        _ownAuthority.Dispose();
        _directory.Delete(recursive: true);
    }

    private static async Task<string> AskAsync(NetworkStream stream, string command)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"));
        var buffer = new byte[16 * 1024];
        var length = await stream.ReadAsync(buffer);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private async Task<bool> TryStartAsync()
    {
        var start = new ProcessStartInfo("redis-server", Arguments());
        _process = Process.Start(start);
        var process = _process!;
        await Eventually.IsTrueAsync(async () => process.HasExited || await AnswersAsync(process.Id), "redis-server answers");
        if (!process.HasExited)
        {
            return true;
        }

        process.Dispose();
        _process = null;
        return false;
    }

    /// <summary>Whether it is ready, and the one that was started: another may have taken the port, and answers as well.</summary>
    private async Task<bool> AnswersAsync(int processId)
    {
        try
        {
            return (await AskAsync("INFO server").WaitAsync(LongestAnswer, TimeProvider.System)).Contains($"process_id:{processId}\r", StringComparison.Ordinal)
                && (await AskAsync("PING").WaitAsync(LongestAnswer, TimeProvider.System)).StartsWith("+PONG", StringComparison.Ordinal);
        }
        catch (Exception failure) when (failure is SocketException or IOException or TimeoutException)
        {
            return false; // Does not listen yet, or it is no Redis that does.
        }
    }

    private string InDirectory(string file) => Path.Combine(_directory.FullName, file);

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process!.Id}"]);
        await kill.WaitForExitAsync();
    }
}
