using Gateway.Admin;
using Gateway.Configuration;
using Gateway.Observability;
using Gateway.Storage;

namespace Gateway;

/// <summary>Says once what runs here, from what, and where it is reached.</summary>
internal sealed partial class StartLine(
    GatewayProxyConfigProvider proxy, IStoreHealth store, AdminServer admin, IHostApplicationLifetime lifetime, ILogger<StartLine> logger)
{
    /// <summary>When it listens.</summary>
    /// <param name="file">The configuration's.</param>
    /// <param name="addresses">Where it listens.</param>
    public void SayWhenStarted(string file, ICollection<string> addresses) => lifetime.ApplicationStarted.Register(() =>
    {
        var (version, commit) = ProcessMetrics.Build();
        LogStarted(version, Named(commit), proxy.Routes.Count(), file, store.Name, string.Join(", ", addresses), admin.Url);
    });

    /// <summary>What stands for a build outside of a repository, too.</summary>
    public static string Named(string commit) => commit.Length > 0 ? commit : "no commit";

    [LoggerMessage(EventIds.Started, LogLevel.Information,
        "Gateway {Version} ({Commit}) serves {Routes} routes of {File}, remembers in {Store}, listens on {Addresses}, and for its operators on {AdminUrl}")]
    private partial void LogStarted(string version, string commit, int routes, string file, string store, string addresses, Uri adminUrl);
}
