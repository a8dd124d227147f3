using System.CommandLine;
using System.Globalization;
using Gateway.Benchmarks.Load;
using Gateway.Benchmarks.Queue;

namespace Gateway.Benchmarks.Brokers;

/// <summary><c>brokers</c>: a backlog is delivered to a broker of each kind, beside a backend over HTTP.</summary>
internal static class BrokersCommand
{
    public static RootCommand Create()
    {
        var kinds = Option("--kinds", "Where to.", Enum.GetValues<BrokerKind>());
        var events = Option("--events", "How many are queued.", 100_000);
        var concurrency = Option("--concurrency", "Attempts at once.", (int[])[8, 64]);
        var rounds = Option("--rounds", "The figures are their medians.", 1);
        var folder = Option("--folder", "On the disk of the queue.", new DirectoryInfo(Path.GetTempPath()));
        var command = new RootCommand("Measures deliveries to brokers.") { kinds, events, concurrency, rounds, folder };
        command.SetAction((result, cancellation) => RunAsync(
            result.GetRequiredValue(kinds), result.GetValue(events), result.GetRequiredValue(concurrency), result.GetValue(rounds), result.GetRequiredValue(folder), cancellation));
        return command;
    }

    private static async Task RunAsync(
        BrokerKind[] kinds, int events, int[] concurrency, int rounds, DirectoryInfo folder, CancellationToken cancellation)
    {
        var samples = new Dictionary<(BrokerKind Kind, int AtOnce), List<BrokerSample>>();
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var (kind, atOnce) in kinds.SelectMany(kind => concurrency.Select(atOnce => (kind, atOnce))))
            {
                var sample = await MeasureAsync(kind, atOnce, events, folder, cancellation);
                (samples.TryGetValue((kind, atOnce), out var known) ? known : samples[(kind, atOnce)] = []).Add(sample);
                Console.WriteLine($"round {round}: {kind} by {atOnce}: {sample}");
            }
        }

        Console.WriteLine("| kind | attempts at once | events/s | gateway CPU, us | gateway, MB at most | disturbed |\n| --- | --: | --: | --: | --: | --: |");
        foreach (var ((kind, atOnce), all) in samples)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {kind} | {atOnce} | {Of(all, sample => sample.PerSecond):N0} | {Of(all, sample => sample.CpuMicroseconds):0} | {Of(all, sample => sample.MostResident / 1048576.0):0} | {all.Max(sample => sample.ForeignShare):P0} |"));
        }
    }

    /// <summary>A new gateway and a new broker: filled while the destination is away, and started anew with the one that is there.</summary>
    private static async Task<BrokerSample> MeasureAsync(
        BrokerKind kind, int concurrency, int events, DirectoryInfo parent, CancellationToken cancellation)
    {
        var folder = parent.CreateSubdirectory($"gateway-brokers-{Guid.NewGuid():N}");
        try
        {
            await using var gateway = new BrokerGateway(folder, kind, concurrency);
            await gateway.StartAsync($"127.0.0.1:{LoadProcess.FreePort()}", cancellation);
            await gateway.FillAsync(events, cancellation);
            await using var broker = await BrokerProcess.StartAsync(kind, folder, cancellation);
            await gateway.StartAsync(broker.Address, cancellation);
            return await gateway.DrainAsync(events, broker, cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Of(List<BrokerSample> samples, Func<BrokerSample, double> figure) => QueueReport.Median([.. samples.Select(figure)]);

    private static Option<T> Option<T>(string name, string description, T standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard, AllowMultipleArgumentsPerToken = typeof(T).IsArray };
}
