using Gateway.Observability;
using Gateway.Reading;
using Gateway.Verification;

namespace Gateway.Configuration;

/// <summary>
/// Watches every file the configuration was read from and puts a changed one in force, whole or not at all.
/// </summary>
/// <remarks>
/// It compares content instead of waiting for file events: Kubernetes swaps a symlink and no event comes, an editor
/// renames over the file and the watch is lost. The files are small; reading them once a second costs nothing.
/// </remarks>
internal sealed partial class ConfigurationReloader(
    ConfigurationLoader loader,
    GatewayProxyConfigProvider proxy,
    StageServices services,
    ReloadState state,
    GatewayMetrics metrics,
    TimeProvider clock,
    ILogger<ConfigurationReloader> logger) : BackgroundService
{
    private const string Restart = "cannot change while the gateway runs; restart it, or take the change back.";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private LoadResult? _inForce;
    private ConfigurationFiles? _files;

    /// <summary>Puts the first configuration in force.</summary>
    /// <param name="first">Without a problem, and compiled with the same services.</param>
    public void Start(LoadResult first)
    {
        (_inForce, _files) = (first, first.Files);
        proxy.Apply(first.Snapshot!);
        TellWarnings(first);
    }

    /// <summary>Compares once, and loads what has changed. Only one caller at a time.</summary>
    public async Task CheckAsync()
    {
        var changed = _files!.Changed();
        if (changed.Count == 0)
        {
            return;
        }

        if (ReferenceEquals(_files, _inForce!.Files) && _files.TryTake(changed))
        {
            metrics.ConfigurationReloaded(succeeded: true);
            state.Applied(state.Warnings, clock.GetUtcNow());
            LogSecretsTaken(changed.Count);
            return;
        }

        var result = await loader.LoadAsync(services, _inForce);
        if (result.Files.Changed().Count > 0)
        {
            return; // Still being written: look again at the next tick.
        }

        _files = result.Files;
        var problems = result.Snapshot is { } snapshot ? [.. NeedsRestart(snapshot.Settings), .. NeedsRestart(result.Raw!)] : result.Problems;
        state.Problems = problems;
        metrics.ConfigurationReloaded(problems.Count == 0);
        if (problems.Count > 0)
        {
            // A broken file must not take down a gateway that is serving: keep what is in force, and say so.
            LogRefused(problems.Count, string.Join("; ", problems));
            return;
        }

        _inForce = result;
        proxy.Apply(result.Snapshot!);
        LogApplied(result.Snapshot!.Routes.Count);
        TellWarnings(result);
    }

    private void TellWarnings(LoadResult result)
    {
        state.Applied(result.Warnings, clock.GetUtcNow());
        foreach (var warning in result.Warnings)
        {
            LogDoubtful(warning);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CheckAsync();
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception); // A bug here must not end the watch, and so not the next reload.
            }
        }
    }

    private List<ConfigurationProblem> NeedsRestart(GatewaySettings candidate)
    {
        var current = _inForce!.Snapshot!.Settings;
        var problems = new List<ConfigurationProblem>();
        if (candidate.Admin != current.Admin)
        {
            problems.Add(new("$.Gateway.Admin", Restart));
        }

        if (candidate.Storage with { Redis = null } != current.Storage with { Redis = null })
        {
            problems.Add(new("$.Gateway.Storage", Restart));
        }

        if (candidate.Storage.Redis != current.Storage.Redis)
        {
            problems.Add(new("$.Gateway.Redis", Restart));
        }

        if (candidate.Limits.MaxBufferedBytes != current.Limits.MaxBufferedBytes)
        {
            problems.Add(new("$.Gateway.Limits.MaxBufferedBytes", Restart));
        }

        if (candidate.Captures != current.Captures)
        {
            problems.Add(new("$.Gateway.Captures", Restart));
        }

        return problems;
    }

    /// <summary>What ASP.NET Core and Serilog read for themselves, once: to call a change of it in force would not be true.</summary>
    private IEnumerable<ConfigurationProblem> NeedsRestart(ConfigurationNode candidate) =>
        RawConfiguration.ReadOnce
            .Where(section => !Lines(candidate, section).SequenceEqual(Lines(_inForce!.Raw!, section)))
            .Select(section => new ConfigurationProblem($"$.{section}", Restart));

    private static IEnumerable<KeyValuePair<string, string?>> Lines(ConfigurationNode configuration, string section) =>
        new NodeConfiguration(configuration).GetSection(section).AsEnumerable();
}
