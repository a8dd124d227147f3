using System.Diagnostics.Metrics;
using Gateway.Configuration;
using Gateway.Delivery;
using Gateway.Delivery.Attempts;
using Gateway.Intake;
using Gateway.JsonSchema;
using Gateway.Observability;
using Gateway.Outcomes;
using Gateway.Storage;
using Microsoft.Extensions.Primitives;

namespace Gateway;

/// <summary>
/// Has every counter that the configuration can move stand at 0 before its first event: Prometheus sees no increase in a series that
/// begins with 1.
/// </summary>
internal sealed class ConfiguredSeries : IDisposable
{
    /// <summary>
    /// Routes whose series stand at 0. Each has some sixty, which take 20 KB and are in every scrape: of more routes than these a series
    /// begins with its first event.
    /// </summary>
    public const int MostRoutes = 1000;

    /// <summary>Names of keys that a set has in its time, of those that are fetched: a provider publishes a few at a time.</summary>
    private const int PublishedKeys = 16;

    private static readonly string[] Defects = [.. Enum.GetValues<JsonDefect>().Select(RefusalDetail.Of).OfType<string>()];

    private readonly GatewayProxyConfigProvider _proxy;
    private readonly GatewayMetrics _metrics;
    private readonly DeliveryMetrics _deliveries;
    private readonly UnmatchedRequests _unmatched;
    private readonly ConnectionState _connections;
    private readonly StorageProvider _store;
    private IDisposable? _changes;

    public ConfiguredSeries(
        GatewayProxyConfigProvider proxy,
        GatewayMetrics metrics,
        DeliveryMetrics deliveries,
        UnmatchedRequests unmatched,
        ConnectionState connections,
        StorageProvider store)
    {
        (_proxy, _metrics, _deliveries, _unmatched, _connections, _store) = (proxy, metrics, deliveries, unmatched, connections, store);
        metrics.Meter.CreateObservableGauge(
            "webhook_secret_expires_timestamp_seconds", Expiries, null, "When a secret ends by its NotAfter, since 1970.");
    }

    /// <summary>How many series the routes can have.</summary>
    public static SeriesRoom RoomFor(IEnumerable<CompiledRoute> routes)
    {
        var room = new SeriesRoom(Routes: 0, Keys: 0, Destinations: 0, Enum.GetValues<AttemptResult>().Length);
        foreach (var route in routes)
        {
            room = room with
            {
                Routes = room.Routes + 1,
                Keys = room.Keys + (route.Config.Signature?.Secrets?.Count ?? 0) + (route.AreKeysFetched ? PublishedKeys : 0),
                Destinations = room.Destinations + (route.Delivery?.Destinations.Count ?? 0),
            };
        }

        return room;
    }

    /// <summary>Now, and whenever another configuration is in force. The metrics must be listened to by now.</summary>
    public void Start()
    {
        Announce();
        _changes = ChangeToken.OnChange(() => _proxy.GetConfig().ChangeToken, Announce);
    }

    public void Dispose() => _changes?.Dispose();

    private void Announce()
    {
        _metrics.Announce();
        _unmatched.Announce();
        _connections.Announce();
        var store = _store.ToString().ToLowerInvariant();
        if (_store == StorageProvider.Sqlite)
        {
            _metrics.StoreCommitted(store, count: 0); // No other store writes transactions to a disk of its own.
        }

        foreach (var operation in StoreObserver.Operations)
        {
            _metrics.StoreFailed(store, operation, count: 0);
        }

        foreach (var route in _proxy.Routes.Take(MostRoutes))
        {
            var keys = route.Config.Signature?.Secrets?.Select(secret => secret.Id ?? secret.Value).OfType<string>() ?? [];
            VerificationMode[] modes = route.Policy.Monitored.Count > 0 ? [route.Policy.Mode, VerificationMode.Monitor] : [route.Policy.Mode];
            foreach (var mode in modes)
            {
                _metrics.AnnounceRoute(route.Policy.Route, mode.ToString().ToLowerInvariant(), Outcome.All.Select(outcome => outcome.Code), keys);
            }

            if (route.Policy.Mode != VerificationMode.None)
            {
                _metrics.AnnounceBody(route.Policy.Route, Defects);
            }

            foreach (var destination in route.Delivery?.Destinations ?? [])
            {
                if (destination.Where is not null)
                {
                    _deliveries.Filtered(destination.Queue, count: 0);
                }

                foreach (var result in Enum.GetValues<AttemptResult>().Where(result => result != AttemptResult.None))
                {
                    _deliveries.Attempted(destination.Queue, result, count: 0);
                }
            }
        }
    }

    private IEnumerable<Measurement<double>> Expiries() =>
        from route in _proxy.Routes
        from secret in route.Config.Signature?.Secrets ?? []
        where secret.NotAfter is not null
        select new Measurement<double>(
            secret.NotAfter!.Value.ToUnixTimeMilliseconds() / 1000d,
            new KeyValuePair<string, object?>("key", secret.Id ?? secret.Value), new("route", route.Policy.Route));
}
