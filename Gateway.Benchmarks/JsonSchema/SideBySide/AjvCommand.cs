using System.CommandLine;
using System.Globalization;

namespace Gateway.Benchmarks.JsonSchema.SideBySide;

/// <summary><c>ajv</c>: the gateway's validator beside Ajv and beside parsing alone, on the same schema and payloads, in turn and in one run.</summary>
internal static class AjvCommand
{
    private static readonly int[] Sizes = [300, 2_000, 40_000, 1_000_000];

    public static RootCommand Create()
    {
        var modules = new Argument<string>("MODULES") { Description = "The folder in which 'npm install ajv' was run." };
        var rounds = new Option<int>("--rounds") { Description = "Rounds; the figures are their medians.", DefaultValueFactory = _ => 15 };
        var milliseconds = new Option<int>("--milliseconds") { Description = "For each side and size in each round.", DefaultValueFactory = _ => 200 };
        var command = new RootCommand("Measures the gateway's JSON Schema validator beside Ajv.") { modules, rounds, milliseconds };
        command.SetAction(result => RunAsync(
            Path.GetFullPath(result.GetRequiredValue(modules)), result.GetValue(rounds), result.GetValue(milliseconds)));
        return command;
    }

    private static async Task<int> RunAsync(string modules, int rounds, int milliseconds)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-ajv-").FullName;
        var schema = Path.Combine(folder, "schema.json");
        await File.WriteAllBytesAsync(schema, SamplePayloads.Schema);
        using (var ours = WorkerProcess.Start(Environment.ProcessPath!, [.. Self(), SchemaWorker.Role, schema]))
        using (var ajv = WorkerProcess.Start(
            "node", [Path.Combine(AppContext.BaseDirectory, "JsonSchema", "SideBySide", "ajv-worker.mjs"), schema, modules]))
        {
            Console.WriteLine("| payload | JsonDocument.Parse, us | gateway, us | Ajv, us | gateway / parse | Ajv / gateway (lowest to highest round) |");
            Console.WriteLine("| --: | --: | --: | --: | --: | --: |");
            foreach (var size in Sizes)
            {
                var payload = Path.Combine(folder, $"{size}.json");
                await File.WriteAllBytesAsync(payload, SamplePayloads.Create(size));
                await MeasureAsync(ours, ajv, payload, rounds, milliseconds);
            }
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static async Task MeasureAsync(WorkerProcess ours, WorkerProcess ajv, string payload, int rounds, int milliseconds)
    {
        var warmUp = Math.Max(2_000, milliseconds); // Both compile while they run.
        await ours.MeasureAsync(payload, warmUp);
        await ours.MeasureAsync(payload, warmUp, SchemaWorker.ParseTask);
        await ajv.MeasureAsync(payload, warmUp);
        var (parse, gateway, other, costs, ratios) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            parse.Add(await ours.MeasureAsync(payload, milliseconds, SchemaWorker.ParseTask) / 1000);
            gateway.Add(await ours.MeasureAsync(payload, milliseconds) / 1000);
            other.Add(await ajv.MeasureAsync(payload, milliseconds) / 1000);
            costs.Add(gateway[^1] / parse[^1]);
            ratios.Add(other[^1] / gateway[^1]);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {new FileInfo(payload).Length:N0} B | {Median(parse):F2} | {Median(gateway):F2} | {Median(other):F2} | {Median(costs):F2} ({costs.Min():F2} to {costs.Max():F2}) | {Median(ratios):F2} ({ratios.Min():F2} to {ratios.Max():F2}) |"));
    }

    /// <summary>How this program is started again: by the host it runs in, or by itself.</summary>
    private static IEnumerable<string> Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Path.Combine(AppContext.BaseDirectory, "Gateway.Benchmarks.dll")] : [];

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
