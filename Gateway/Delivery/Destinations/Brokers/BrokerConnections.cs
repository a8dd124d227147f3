using System.Diagnostics.Metrics;
using Gateway.Observability;

namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>The connections to all brokers: one for each, whichever routes share it.</summary>
internal sealed class BrokerConnections : IAsyncDisposable
{
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly Dictionary<BrokerOptions, SharedConnection> _shared = [];

    public BrokerConnections(GatewayMetrics gateway, TimeProvider clock)
    {
        _clock = clock;
        gateway.Meter.CreateObservableGauge(
            "webhook_broker_connected", Measure, null, "1 while the connection to a broker is open and takes events.");
    }

    /// <summary>Of every broker that the configuration in force names.</summary>
    public IReadOnlyList<BrokerHealth> Health
    {
        get
        {
            lock (_gate)
            {
                return [.. _shared.Select(pair => new BrokerHealth(pair.Key.Kind, pair.Key.Broker, pair.Value.Connection.State))];
            }
        }
    }

    /// <summary>Null for a broker that no configuration in force names.</summary>
    public BrokerState? StateOf(BrokerOptions options)
    {
        lock (_gate)
        {
            return _shared.TryGetValue(options, out var shared) ? shared.Connection.State : null;
        }
    }

    /// <summary>The connection, opened if there is none yet.</summary>
    /// <typeparam name="TConnection">What these options connect.</typeparam>
    public BrokerLease<TConnection> Rent<TConnection>(BrokerOptions options)
        where TConnection : IBrokerConnection
    {
        lock (_gate)
        {
            if (!_shared.TryGetValue(options, out var shared) || !shared.TryUse())
            {
                shared = _shared[options] = new SharedConnection(options.Connect(_clock));
                shared.TryUse();
            }

            return new BrokerLease<TConnection>((TConnection)shared.Connection, shared.Release);
        }
    }

    /// <summary>Another configuration is in force: what it names is opened, anything else closed once nobody uses it.</summary>
    public void Keep(IEnumerable<BrokerOptions> inForce)
    {
        lock (_gate)
        {
            var gone = _shared.Keys.ToHashSet();
            foreach (var options in inForce)
            {
                gone.Remove(options);
                if (!_shared.ContainsKey(options))
                {
                    _shared[options] = new SharedConnection(options.Connect(_clock));
                }
            }

            foreach (var options in gone)
            {
                _shared.Remove(options, out var shared);
                shared!.Retire();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        List<SharedConnection> all;
        lock (_gate)
        {
            all = [.. _shared.Values];
            _shared.Clear();
        }

        foreach (var shared in all)
        {
            await shared.Connection.DisposeAsync();
        }
    }

    private List<Measurement<int>> Measure() =>
    [
        .. Health.Select(broker => new Measurement<int>(
            broker.State == BrokerState.Connected ? 1 : 0,
            new KeyValuePair<string, object?>("broker", broker.Broker), new("kind", broker.Kind))),
    ];
}
