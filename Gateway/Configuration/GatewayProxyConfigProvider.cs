using System.Globalization;
using System.Runtime.CompilerServices;
using Gateway.Admin.Access;
using Gateway.Alarms;
using Gateway.Attestation;
using Gateway.Captures;
using Gateway.Delivery;
using Gateway.Forwarding;
using Gateway.Intake;
using Gateway.Secrets;
using Gateway.Storage;
using Gateway.Verification;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>
/// Hands YARP its routes, and every route its policy, out of one snapshot. Policies travel with the very
/// <see cref="RouteConfig"/> they were compiled for, so that YARP's swap of endpoints is the swap of policies.
/// </summary>
internal sealed class GatewayProxyConfigProvider : IProxyConfigProvider, IDisposable
{
    private const string GenerationKey = "Gateway.Generation";

    /// <summary>Of routes that forward nothing: YARP has no pipeline for one that leads nowhere. No cluster of a file is called so, for a change of one adds "~" behind a name.</summary>
    private const string Nowhere = "~";

    private readonly ConditionalWeakTable<RouteConfig, object[]> _policies = [];
    private readonly Dictionary<string, (ClusterConfig Config, int Revision)> _clusters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (RouteConfig Written, CompiledRoute Compiled, RouteConfig Stamped)> _routes = new(StringComparer.OrdinalIgnoreCase);
    private Dictionary<string, string> _clusterIds = new(StringComparer.OrdinalIgnoreCase);
    private ClusterNames _names = new(new Dictionary<string, string>(StringComparer.Ordinal));
    private ProxyConfig _current = new([], []);
    private CompiledRoute[] _inForce = [];
    private IReadOnlyList<DeliveryPolicy> _deliveries = [];
    private IReadOnlyList<ContentKey> _encryptionKeys = [];
    private AdminTokens _adminTokens = AdminTokens.None;
    private IReadOnlyList<AlarmReceiver> _alarmReceivers = [];
    private PublishedKeys _publishedKeys = PublishedKeys.None;
    private IReadOnlyList<ITenantFeed> _tenantFeeds = [];
    private bool _asksForCertificates;
    private int _generation;

    public IProxyConfig GetConfig() => Volatile.Read(ref _current);

    /// <summary>
    /// What requests of this route take along: its <see cref="RoutePolicy"/>, its <see cref="RouteChecks"/>, its
    /// <see cref="CapturePolicy"/>, its <see cref="DeliveryPolicy"/> if it queues, its <see cref="AttestationPolicy"/> if it attests, and the
    /// <see cref="ClusterNames"/> of its configuration.
    /// </summary>
    /// <exception cref="InvalidOperationException">YARP asks for a route that did not come from here: a bug.</exception>
    public object[] PoliciesOf(RouteConfig route) =>
        _policies.TryGetValue(route, out var policies)
            ? policies
            : throw new InvalidOperationException($"The route '{route.RouteId}' has no policy.");

    /// <summary>The routes in force.</summary>
    public IEnumerable<CompiledRoute> Routes => Volatile.Read(ref _inForce);

    /// <summary>The routes in force that queue. The same list until something else is put in force.</summary>
    public IReadOnlyList<DeliveryPolicy> Deliveries => Volatile.Read(ref _deliveries);

    /// <summary>What queued requests are encrypted with, in the configuration in force.</summary>
    public IReadOnlyList<ContentKey> EncryptionKeys => Volatile.Read(ref _encryptionKeys);

    /// <summary>What the admin listener asks for, in the configuration in force.</summary>
    public AdminTokens AdminTokens => Volatile.Read(ref _adminTokens);

    /// <summary>Who is told when something is wrong, in the configuration in force.</summary>
    public IReadOnlyList<AlarmReceiver> AlarmReceivers => Volatile.Read(ref _alarmReceivers);

    /// <summary>What receivers verify attestations by, in the configuration in force.</summary>
    public PublishedKeys PublishedKeys => Volatile.Read(ref _publishedKeys);

    /// <summary>What keeps the tenants of the routes in force up to date, each once.</summary>
    public IReadOnlyList<ITenantFeed> TenantFeeds => Volatile.Read(ref _tenantFeeds);

    /// <summary>Whether any route in force wants the TLS certificate of who connects.</summary>
    public bool AsksForCertificates => Volatile.Read(ref _asksForCertificates);

    /// <summary>Puts a whole snapshot in force. Requests in flight finish under the one they began with.</summary>
    public void Apply(GatewaySnapshot snapshot)
    {
        var next = Build(snapshot);
        Volatile.Write(ref _inForce, [.. snapshot.Compiled.Values]);
        Volatile.Write(ref _adminTokens, snapshot.Settings.Tokens);
        Volatile.Write(ref _encryptionKeys, snapshot.Settings.EncryptionKeys);
        Volatile.Write(ref _alarmReceivers, snapshot.Settings.Alarms);
        Volatile.Write(ref _publishedKeys, PublishedKeys.Of(snapshot.Compiled.Values.Select(route => route.Attestation)
            .Append(snapshot.Settings.Attestation).OfType<AttestationPolicy>()));
        Volatile.Write(ref _deliveries, [.. snapshot.Compiled.Values.Select(route => route.Delivery).OfType<DeliveryPolicy>()]);
        Volatile.Write(ref _tenantFeeds, [.. snapshot.Compiled.Values.Select(route => route.Tenants?.Feed).OfType<ITenantFeed>().Distinct()]);
        Volatile.Write(ref _asksForCertificates, snapshot.Compiled.Values.Any(route => route.Checks.ClientCertificate is { Header: null }));
        var previous = Interlocked.Exchange(ref _current, next);
        previous.SignalChange();
        previous.Dispose();
    }

    public void Dispose() => _current.Dispose();

    private ProxyConfig Build(GatewaySnapshot snapshot)
    {
        // YARP keeps the endpoint, and with it the policy, of a route that did not change: the generation is the change.
        var generation = (++_generation).ToString(CultureInfo.InvariantCulture);
        var clusterIds = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var clusters = snapshot.Clusters.Select(cluster => Versioned(cluster, clusterIds)).ToList();
        if (snapshot.Routes.Any(route => route.ClusterId is null))
        {
            clusters.Add(new ClusterConfig { ClusterId = Nowhere });
        }
        if (!AreSame(clusterIds, _clusterIds))
        {
            (_clusterIds, _names) = (clusterIds, new ClusterNames(clusterIds));
            _routes.Clear();
        }

        var routes = snapshot.Routes.Select(route => Stamped(route, snapshot.Compiled[route.RouteId], generation)).ToList();
        foreach (var gone in _routes.Keys.Where(name => !snapshot.Compiled.ContainsKey(name)).ToList())
        {
            _routes.Remove(gone);
        }

        return new ProxyConfig(routes, clusters);
    }

    /// <summary>The route with its policies; the one in force if it is compiled to the same, of which YARP then keeps the endpoint.</summary>
    private RouteConfig Stamped(RouteConfig route, CompiledRoute compiled, string generation)
    {
        if (_routes.TryGetValue(route.RouteId, out var known) && ReferenceEquals(known.Compiled, compiled) && known.Written.Equals(route))
        {
            return known.Stamped;
        }

        var metadata = new Dictionary<string, string>(route.Metadata ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.OrdinalIgnoreCase)
        {
            [GenerationKey] = generation,
        };
        var stamped = route with { Metadata = metadata, ClusterId = route.ClusterId is { } cluster ? _clusterIds[cluster] : Nowhere };
        object?[] policies = [compiled.Policy, compiled.Checks, _names, compiled.Capture, compiled.Delivery, compiled.Attestation];
        _policies.Add(stamped, [.. policies.OfType<object>()]);
        _routes[route.RouteId] = (route, compiled, stamped);
        return stamped;
    }

    private static bool AreSame(Dictionary<string, string> left, Dictionary<string, string> right) =>
        left.Count == right.Count && left.All(pair => right.GetValueOrDefault(pair.Key) == pair.Value);

    /// <summary>
    /// A changed cluster gets a name of its own. YARP updates a cluster in place, a moment before it swaps the endpoints:
    /// under one name, a request verified by the old policy could reach the new destination.
    /// </summary>
    private ClusterConfig Versioned(ClusterConfig cluster, Dictionary<string, string> clusterIds)
    {
        var revision = 1;
        if (_clusters.TryGetValue(cluster.ClusterId, out var known))
        {
            revision = known.Config.Equals(cluster) ? known.Revision : known.Revision + 1;
        }

        _clusters[cluster.ClusterId] = (cluster, revision);
        var id = revision == 1 ? cluster.ClusterId : string.Create(CultureInfo.InvariantCulture, $"{cluster.ClusterId}~{revision}");
        clusterIds[cluster.ClusterId] = id;
        return cluster with { ClusterId = id };
    }

    private sealed class ProxyConfig : IProxyConfig, IDisposable
    {
        private readonly CancellationTokenSource _changed = new();

        public ProxyConfig(IReadOnlyList<RouteConfig> routes, IReadOnlyList<ClusterConfig> clusters)
        {
            (Routes, Clusters) = (routes, clusters);
            ChangeToken = new CancellationChangeToken(_changed.Token);
        }

        public IReadOnlyList<RouteConfig> Routes { get; }

        public IReadOnlyList<ClusterConfig> Clusters { get; }

        public IChangeToken ChangeToken { get; }

        public void SignalChange() => _changed.Cancel();

        public void Dispose() => _changed.Dispose();
    }
}
