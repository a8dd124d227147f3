using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using Gateway.Configuration;
using Gateway.Delivery;
using Gateway.Delivery.Destinations.Brokers;
using Gateway.Expectations;
using Gateway.Intake.Memory;
using Gateway.Observability;
using Gateway.Storage;
using Gateway.Storage.Memory.States;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Conventions;

/// <summary>The page of what operators see lists exactly what there is to see.</summary>
public sealed class ObservabilityPageTests
{
    [Fact]
    public async Task Every_metric_stands_on_the_page_with_its_kind_and_none_beside_it()
    {
        var metrics = new List<string>();
        using var listener = new MeterListener();
        using var instruments = new GatewayMetrics();
        var deliveries = new DeliveryMetrics(instruments);
        await using var brokers = new BrokerConnections(instruments, TimeProvider.System);
        var connections = new ConnectionState(instruments, most: 1);
        using var proxy = new GatewayProxyConfigProvider();
        var unmatched = new UnmatchedRequests(instruments, proxy, TimeProvider.System, NullLogger<UnmatchedRequests>.Instance);
        _ = new TrafficMetrics(instruments, MemoryBudget.Unlimited, () => []);
        using var silence = new SilenceWatch(
            () => [], _ => 0, new MemoryStateStore(), isShared: false, instruments, TimeProvider.System, NullLogger<SilenceWatch>.Instance);
        using var configured = new ConfiguredSeries(proxy, instruments, deliveries, unmatched, connections, StorageProvider.Memory);
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instruments.Owns(instrument))
            {
                metrics.Add($"{instrument.Name}: {KindOf(instrument)}");
            }
        };
        listener.Start();

        var documented = (await RowsAsync("| metric |")).Select(row => $"{row[0].Trim('`')}: {row[1].Split(':')[0]}");

        Assert.Equal(metrics.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_line_of_the_log_stands_on_the_page_by_its_id_and_none_beside_it()
    {
        var ids = typeof(EventIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!);

        var documented = (await RowsAsync("| id |"))
            .SelectMany(row => row[0].Split(", "))
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture));

        Assert.Equal(ids.Order(), documented.Order());
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "ObservableGauge" => "gauge",
        "ObservableCounter" => "counter",
        var kind => kind.ToLowerInvariant(),
    };

    /// <summary>The cells of the table that begins so, without its head.</summary>
    private static async Task<IEnumerable<string[]>> RowsAsync(string head) =>
        (await File.ReadAllLinesAsync(Repository.PathOf("docs", "observability.md")))
            .SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|').Skip(1).Select(cell => cell.Trim()).ToArray());
}
