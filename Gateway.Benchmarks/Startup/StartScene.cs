using System.Net.Sockets;
using System.Text;
using Gateway.Benchmarks.Load;

namespace Gateway.Benchmarks.Startup;

/// <summary>A backend, and one gateway after the other in front of it.</summary>
internal sealed class StartScene : IAsyncDisposable
{
    private static readonly TimeProvider Clock = TimeProvider.System;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly LoadAnswer Answer = new(200, Encoding.ASCII.GetBytes(Backend.Answer));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-start-");
    private readonly string _secret = Guid.NewGuid().ToString("N");
    private readonly string _backendUrl = $"http://127.0.0.1:{LoadProcess.FreePort()}";
    private readonly LoadProcess _backend;
    private long _lastId = Clock.GetUtcNow().ToUnixTimeMilliseconds() << 20;

    private StartScene() =>
        _backend = LoadProcess.StartDotnet([typeof(StartScene).Assembly.Location, Backend.Role, _backendUrl], []);

    public static async Task<StartScene> CreateAsync(CancellationToken cancellation)
    {
        var scene = new StartScene();
        await scene._backend.ReachAsync(new Uri(scene._backendUrl).Port, Clock, cancellation);
        return scene;
    }

    public async Task<StartSample> MeasureAsync(string program, int routes, CancellationToken cancellation)
    {
        var config = LoadConfiguration.Write(_folder, _backendUrl, LoadConfiguration.Memory, redis: null, without: null,
            add: configuration => (LoadSize.Least with { Routes = routes }).AddTo(configuration, _folder, _secret));
        var check = await CheckAsync(program, config, cancellation);
        var port = LoadProcess.FreePort();
        var started = Clock.GetTimestamp();
        await using var process = LoadProcess.StartGateway(
            program,
            ["run", "--config", config, "--urls", $"http://127.0.0.1:{port}"],
            Environment);
        while (!await TrySendAsync(port, cancellation))
        {
            if (process.HasExited || Clock.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException($"{program} does not answer.");
            }

            await Task.Delay(BetweenLooks, Clock, cancellation);
        }

        var (firstAnswer, cpu) = (Clock.GetElapsedTime(started), process.CpuTime);
        await Task.Delay(Rest, Clock, cancellation);
        return new StartSample(firstAnswer, cpu, check, process.Resident.Now);
    }

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private KeyValuePair<string, string>[] Environment => [new(LoadConfiguration.SecretVariable, _secret)];

    private async Task<TimeSpan> CheckAsync(string program, string config, CancellationToken cancellation)
    {
        var started = Clock.GetTimestamp();
        await using var process = LoadProcess.StartGateway(program, ["check", "--config", config], Environment);
        return await process.EndAsync(cancellation) == 0
            ? Clock.GetElapsedTime(started)
            : throw new InvalidOperationException($"{program} finds problems.");
    }

    /// <summary>False while nobody listens.</summary>
    private async Task<bool> TrySendAsync(int port, CancellationToken cancellation)
    {
        using var connection = new LoadConnection(port, new LoadRequest(Encoding.UTF8.GetBytes(_secret), port), Answer, Clock);
        long? only = ++_lastId;
        try
        {
            await connection.RunAsync(Once, cancellation);
        }
        catch (SocketException)
        {
            return false;
        }

        return connection.Errors == 0 ? true : throw new InvalidOperationException(connection.FirstError);

        long? Once()
        {
            (var id, only) = (only, null);
            return id;
        }
    }
}
