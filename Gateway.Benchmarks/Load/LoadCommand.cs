using System.CommandLine;

namespace Gateway.Benchmarks.Load;

/// <summary><c>load</c>: real processes under the same load in turn, and what a webhook costs each of them.</summary>
internal static class LoadCommand
{
    public static RootCommand Create()
    {
        var seconds = Number("--seconds", 5, "Seconds under load, for each target in each round.");
        var warmUp = Number("--warm-up", 10, "Seconds under load before the first round, for each target.");
        var rounds = Number("--rounds", 5, "Rounds; the figures are their medians.");
        var connections = Number("--connections", 32, "Connections, each with one webhook at a time.");
        var only = new Option<string[]>("--only")
        {
            Description = "Only targets with this in their name, and the plain proxy.",
            AllowMultipleArgumentsPerToken = true,
        };
        var without = new Option<string[]>("--without")
        {
            Description = "Also measure without a part of the verification, e.g. Schema.",
            AllowMultipleArgumentsPerToken = true,
        };
        var against = new Option<string[]>("--against")
        {
            Description = "Also measure other builds: the paths of their gateway.dll, or of their native program.",
            AllowMultipleArgumentsPerToken = true,
        };
        var sizes = new LoadSizeOptions();
        var command = new RootCommand("Measures what a webhook costs the gateway, beside plain YARP.")
        {
            seconds, warmUp, rounds, connections, only, without, against,
        };
        sizes.AddTo(command);
        command.SetAction((result, cancellation) => RunAsync(
            new LoadOptions
            {
                Duration = TimeSpan.FromSeconds(result.GetValue(seconds)),
                WarmUp = TimeSpan.FromSeconds(result.GetValue(warmUp)),
                Rounds = result.GetValue(rounds),
                Connections = result.GetValue(connections),
                Only = result.GetValue(only) ?? [],
                Without = result.GetValue(without) ?? [],
                Against = result.GetValue(against) ?? [],
                Sizes = sizes.Of(result),
                Stores = sizes.StoresOf(result),
            },
            cancellation));
        return command;
    }

    private static Option<int> Number(string name, int standard, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };

    private static async Task<int> RunAsync(LoadOptions options, CancellationToken cancellation)
    {
        await using var bench = await TestBench.StartAsync(options, cancellation);
        var meter = new LoadMeter(bench, options, TimeProvider.System);
        foreach (var target in bench.Targets)
        {
            Console.WriteLine($"warming up: {target.Name}");
            await meter.MeasureAsync(target, options.WarmUp, cancellation);
        }

        var report = new LoadReport(bench.Targets);
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var target in bench.Targets)
            {
                report.Add(target, await meter.MeasureQuietlyAsync(target, options.Duration, cancellation));
            }

            Console.WriteLine($"round {round} of {options.Rounds}: {report.LastRound()}");
        }

        Console.WriteLine();
        Console.WriteLine(report.Table());
        return report.HasErrors ? 1 : 0;
    }
}
