using System.Diagnostics.Metrics;
using Gateway.Outcomes;

namespace Gateway.Observability;

/// <summary>
/// The gateway's instruments, named as Prometheus shows them. Labels are names from the configuration and from closed
/// catalogues only: nothing a sender chooses makes a new series.
/// </summary>
/// <remarks>
/// Labels stand in the order of their names: of a series whose labels come in another one, OpenTelemetry keeps both orders, which is twice
/// the memory.
/// </remarks>
internal sealed partial class GatewayMetrics : IDisposable
{
    public const string MeterName = "Gateway";

    /// <summary>In a latency: of what was neither forwarded nor queued. Each outcome of its own would be most of a scrape.</summary>
    private const string OtherOutcome = "other";

    private static readonly string[] StageNames = Enum.GetNames<StageName>();

    // By the status' first digit; a backend may answer anything up to 999.
    private static readonly string[] StatusClasses =
        ["none", "1xx", "2xx", "3xx", "4xx", "5xx", "other", "other", "other", "other"];

    // Of each route, so only as many as tell a fast backend from a slow one: a scrape of 1,000 routes is to stay below 10 MB.
    private static readonly InstrumentAdvice<double> Latency = new()
    {
        HistogramBucketBoundaries = [0.001, 0.005, 0.025, 0.1, 0.25, 1, 5, 30],
    };

    private static readonly InstrumentAdvice<double> StoreLatency = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    };

    private static readonly InstrumentAdvice<double> ShortLatency = new()
    {
        HistogramBucketBoundaries = [0.000005, 0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.005, 0.025, 0.1, 1, 10],
    };

    // Around the default bounds of one minute ahead and five minutes old.
    private static readonly InstrumentAdvice<double> Skew = new()
    {
        HistogramBucketBoundaries = [-60, -5, 0, 5, 60, 300, 3600],
    };

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _latency;
    private readonly Counter<long> _backend;
    private readonly Histogram<double> _stages;
    private readonly Counter<long> _keys;
    private readonly Histogram<double> _skew;
    private readonly Counter<long> _storeErrors;
    private readonly Histogram<double> _store;
    private readonly Counter<long> _storeCommits;
    private readonly Counter<long> _reloads;
    private readonly Counter<long> _violations;
    private readonly Counter<long> _defects;
    private readonly Counter<long> _keySets;
    private readonly Counter<long> _certificates;
    private int _lastReloadSucceeded = 1;

    public GatewayMetrics()
    {
        _requests = Meter.CreateCounter<long>("webhook_requests_total", null, "Webhooks by route and outcome.");
        _latency = Meter.CreateHistogram(
            "webhook_latency_seconds", null, "From the match of the route to the answer.", null, Latency);
        _backend = Meter.CreateCounter<long>(
            "webhook_backend_responses_total", null, "What the backend answered to forwarded webhooks, by class of status.");
        _stages = Meter.CreateHistogram("webhook_stage_seconds", null, "Time in each stage.", null, ShortLatency);
        _keys = Meter.CreateCounter<long>("webhook_signature_key_total", null, "Which secret verified.");
        _skew = Meter.CreateHistogram(
            "webhook_clock_skew_seconds", null, "Age of signed timestamps when received; negative is ahead.", null, Skew);
        _storeErrors = Meter.CreateCounter<long>("webhook_store_errors_total", null, "Operations the store did not answer.");
        _store = Meter.CreateHistogram("webhook_store_seconds", null, "Time in a store that is not memory.", null, StoreLatency);
        _storeCommits = Meter.CreateCounter<long>("webhook_store_commits_total", null, "Transactions written to the store's disk.");
        _reloads = Meter.CreateCounter<long>("gateway_config_reload_total", null, "Reloads of the configuration.");
        _violations = Meter.CreateCounter<long>("webhook_schema_violations_total", null, "Webhooks that do not fit their schema.");
        _defects = Meter.CreateCounter<long>("webhook_json_defects_total", null, "Webhooks refused as JSON that parsers read differently.");
        _keySets = Meter.CreateCounter<long>("webhook_key_set_fetches_total", null, "Fetches of the keys that providers publish.");
        _certificates = Meter.CreateCounter<long>("webhook_certificate_fetches_total", null, "Fetches of the certificates that webhooks name.");
        Meter.CreateObservableGauge(
            "gateway_config_last_reload_success", () => _lastReloadSucceeded, null, "1 if the file's configuration is in force.");
        ProcessMetrics.AddTo(Meter);
    }

    /// <summary>For those folders that measure something of their own.</summary>
    public Meter Meter { get; } = new(MeterName);

    public bool Owns(Instrument instrument) => ReferenceEquals(instrument.Meter, Meter);

    public void WebhookFinished(string route, string outcome, string mode, TimeSpan latency)
    {
        _requests.Add(1, new KeyValuePair<string, object?>("mode", mode), new("outcome", outcome), new("route", route));
        var went = outcome == Outcome.Forwarded.Code || outcome == Outcome.Queued.Code ? outcome : OtherOutcome;
        _latency.Record(latency.TotalSeconds, new KeyValuePair<string, object?>("outcome", went), new("route", route));
    }

    public static string NameOf(StageName stage) => StageNames[(int)stage];

    /// <summary>What the backend made of a webhook; null when it gave no answer.</summary>
    public void BackendAnswered(string route, int? statusCode) => _backend.Add(
        1, new KeyValuePair<string, object?>("route", route), new("status_class", StatusClasses[(statusCode ?? 0) / 100]));

    /// <summary>The label of a stage, to be made once.</summary>
    public static KeyValuePair<string, object?> StageLabel(StageName stage) => new("stage", NameOf(stage));

    public void StageFinished(KeyValuePair<string, object?> label, TimeSpan elapsed) => _stages.Record(elapsed.TotalSeconds, label);

    public void KeyUsed(string route, string key) =>
        _keys.Add(1, new KeyValuePair<string, object?>("key", key), new("route", route));

    public void ClockSkew(string route, TimeSpan age) =>
        _skew.Record(age.TotalSeconds, new KeyValuePair<string, object?>("route", route));

    public void StoreAnswered(string store, string operation, TimeSpan elapsed) =>
        _store.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("operation", operation), new("store", store));

    public void StoreFailed(string store, string operation, int count = 1) =>
        _storeErrors.Add(count, new KeyValuePair<string, object?>("operation", operation), new("store", store));

    public void StoreCommitted(string store, int count = 1) => _storeCommits.Add(count, new KeyValuePair<string, object?>("store", store));

    public void ConfigurationReloaded(bool succeeded)
    {
        Volatile.Write(ref _lastReloadSucceeded, succeeded ? 1 : 0);
        _reloads.Add(1, new KeyValuePair<string, object?>("result", succeeded ? "success" : "failure"));
    }

    public void SchemaViolated(string route, bool isRefused) => _violations.Add(
        1, new KeyValuePair<string, object?>("result", isRefused ? "refused" : "warned"), new("route", route));

    /// <param name="route">The route.</param>
    /// <param name="defect">One of a closed list.</param>
    public void JsonRefused(string route, string defect) => _defects.Add(
        1, new KeyValuePair<string, object?>("defect", defect), new("route", route));

    /// <param name="host">Of the URL that the configuration names.</param>
    /// <param name="succeeded">Whether a key set came.</param>
    public void KeySetFetched(string host, bool succeeded) => _keySets.Add(
        1, new KeyValuePair<string, object?>("host", host), new("result", succeeded ? "success" : "failure"));

    /// <param name="host">Of the pattern that allows the URL: that of the URL is the sender's to choose.</param>
    /// <param name="succeeded">Whether a certificate came.</param>
    public void CertificateFetched(string host, bool succeeded) => _certificates.Add(
        1, new KeyValuePair<string, object?>("host", host), new("result", succeeded ? "success" : "failure"));

    public void Dispose() => Meter.Dispose();
}
