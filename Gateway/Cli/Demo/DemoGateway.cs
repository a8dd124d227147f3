using Gateway.Configuration;
using Gateway.Reading;

namespace Gateway.Cli.Demo;

/// <summary>The gateway with the sample configuration, on ports of its own, before the sample backend.</summary>
internal sealed class DemoGateway : IAsyncDisposable
{
    private readonly DemoConfiguration _configuration = new();
    private WebApplication? _app;

    public DemoBackend Backend { get; } = new();

    public OutcomeListener Outcomes { get; } = new();

    public Uri Url => new(_app!.Urls.First());

    /// <summary>What the providers know: the gateway's configuration with its secrets.</summary>
    public GatewaySnapshot Genuine { get; private set; } = null!;

    /// <summary>The same with other secrets.</summary>
    public GatewaySnapshot Impostor { get; private set; } = null!;

    /// <summary>Starts both, or returns what is wrong with the sample.</summary>
    public async Task<IReadOnlyList<ConfigurationProblem>> StartAsync(TimeProvider clock, CancellationToken cancellation)
    {
        await Backend.StartAsync(cancellation);
        var options = _configuration.Options(Backend.Url, clock, Outcomes);
        var (app, problems) = await GatewayHost.BuildAsync(options);
        if (app is null)
        {
            return problems;
        }

        _app = app;
        cancellation.ThrowIfCancellationRequested();
        await app.StartAsync(cancellation);
        Genuine = (await GatewayHost.CheckAsync(options)).Snapshot!;
        Impostor = (await GatewayHost.CheckAsync(_configuration.Options(Backend.Url, clock, Outcomes))).Snapshot!;
        return [];
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await Backend.DisposeAsync();
        Outcomes.Dispose();
        _configuration.Dispose();
    }
}
