using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using Gateway.Observability;
using Gateway.Storage;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Storage;

/// <summary>Every operation of every port of the storage is timed, and its failures are counted and logged.</summary>
public sealed partial class ObservedStoreTests : IDisposable
{
    /// <summary>
    /// Health is the question whether a store answers: it has no failure to observe. Budgets are the process' own, or leased to it.
    /// </summary>
    private static readonly Type[] Ports =
    [
        .. typeof(IClaimStore).Assembly.GetTypes().Where(type => type.IsInterface && type != typeof(IStoreHealth) && type != typeof(IRateLimitStore)
            && type.Namespace?.StartsWith("Gateway.Storage", StringComparison.Ordinal) == true),
    ];

    private readonly CapturedLog _log = new();
    private readonly GatewayMetrics _metrics = new();
    private readonly MeterListener _listener = new();
    private readonly List<(string Metric, string Operation)> _measured = [];

    public ObservedStoreTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (_metrics.Owns(instrument))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, _, labels, _) => Measured(instrument, labels));
        _listener.SetMeasurementEventCallback<double>((instrument, _, labels, _) => Measured(instrument, labels));
        _listener.Start();
    }

    public static TheoryData<string, string> Operations
    {
        get
        {
            var operations = new TheoryData<string, string>();
            foreach (var method in Ports.SelectMany(port => port.GetMethods()))
            {
                operations.Add(method.DeclaringType!.Name, method.Name);
            }

            return operations;
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_operation_that_is_not_answered_is_counted_timed_and_logged(string port, string method)
    {
        foreach (var failsAtOnce in (bool[])[false, true])
        {
            _measured.Clear();
            var (store, script) = Observe(port);
            script.FailsAtOnce = failsAtOnce;

            await Assert.ThrowsAsync<StoreUnavailableException>(() => AskAsync(store, method));

            var operation = _measured.Select(measured => measured.Operation).Distinct().Single();
            Assert.Contains(operation, StoreObserver.Operations); // Its series stands at 0 before.
            Assert.Equal(["webhook_store_errors_total", "webhook_store_seconds"], _measured.Select(measured => measured.Metric).Order(StringComparer.Ordinal));
            Assert.Contains($"The store 'scripted' does not answer '{operation}'", _log.Lines[^1], StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_operation_that_is_answered_is_timed_and_the_first_says_that_the_store_is_back(string port, string method)
    {
        var (store, script) = Observe(port);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AskAsync(store, method));
        script.IsUp = true;
        _measured.Clear();

        await AskAsync(store, method);
        await AskAsync(store, method);

        Assert.Equal(["webhook_store_seconds", "webhook_store_seconds"], _measured.Select(measured => measured.Metric));
        Assert.Single(_log.Lines, line => line.Contains("The store 'scripted' answers again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own_which_stands_on_the_page_of_metrics()
    {
        foreach (var method in Ports.SelectMany(port => port.GetMethods()))
        {
            var (store, script) = Observe(method.DeclaringType!.Name);
            script.IsUp = true;
            await AskAsync(store, method.Name);
        }

        var row = (await File.ReadAllLinesAsync(Repository.PathOf("docs", "observability.md")))
            .Single(line => line.StartsWith("| `webhook_store_seconds`", StringComparison.Ordinal))
            .Split('|')[3];

        Assert.Equal(
            _measured.Select(measured => measured.Operation).Order(StringComparer.Ordinal),
            Word().Matches(row).Select(match => match.Groups["word"].Value).Order(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        _listener.Dispose();
        _metrics.Dispose();
        _log.Dispose();
    }

    /// <summary>The port as the gateway uses it, before a store that is down.</summary>
    private (object Observed, ScriptedStore Script) Observe(string name)
    {
        var port = Ports.Single(port => port.Name == name);
        var type = port.Assembly.GetTypes().Single(type => type.IsAssignableTo(port) && type.Name.StartsWith("Observed", StringComparison.Ordinal));
        var (store, script) = ScriptedStore.Of(port);
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        var observer = new StoreObserver("scripted", isMeasured: true, _metrics, TimeProvider.System, loggers.CreateLogger<StoreObserver>());
        return (Activator.CreateInstance(type, store, observer)!, script);
    }

    private static async Task AskAsync(object observed, string name)
    {
        var method = Ports.SelectMany(port => port.GetMethods()).Single(method => method.Name == name && method.DeclaringType!.IsInstanceOfType(observed));
        var arguments = method.GetParameters()
            .Select(parameter => parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null);
        var answer = method.Invoke(observed, BindingFlags.DoNotWrapExceptions, binder: null, [.. arguments], culture: null)!;
        await (answer is ValueTask done ? done.AsTask() : (Task)answer.GetType().GetMethod("AsTask")!.Invoke(answer, null)!);
    }

    private void Measured(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        Assert.Equal(new KeyValuePair<string, object?>("store", "scripted"), labels[1]);
        _measured.Add((instrument.Name, (string)labels[0].Value!));
    }

    [GeneratedRegex("`(?<word>[a-z_]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Word();
}
