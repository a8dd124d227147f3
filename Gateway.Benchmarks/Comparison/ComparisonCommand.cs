using System.CommandLine;
using System.Security.Cryptography;
using Gateway.Benchmarks.Load;

namespace Gateway.Benchmarks.Comparison;

/// <summary><c>compare</c>: the gateway beside plain YARP, nginx and Express, in rounds of random order, and the page about it.</summary>
internal static class ComparisonCommand
{
    private static readonly Scenario[] Long =
    [
        Scenario.Main,
        new(1024, 8),
        new(1024, 512),
        new(20 << 10, 64),
        new(1 << 20, 8),
        new(10 << 20, 8),
        new(1024, 64, IsHalfOfPeak: true),
        new(1024, 32, Rate: 200),
        new(1024, 32, Rate: 2000),
        new(1024, 64, Traffic: LoadTraffic.Forged),
        new(1024, 64, Traffic: LoadTraffic.ForeignAddress),
        new(1024, 64, Traffic: LoadTraffic.UnknownPath),
    ];

    /// <summary>One of each kind.</summary>
    private static readonly Scenario[] Short = [Scenario.Main, new(1024, 64, IsHalfOfPeak: true), new(1024, 64, Traffic: LoadTraffic.Forged)];

    public static RootCommand Create()
    {
        var trial = new Option<bool>("--short") { Description = "A trial of a minute: one round, short samples, whoever else is at work." };
        var seconds = new Option<double?>("--seconds") { Description = "Of each sample." };
        var rounds = new Option<int?>("--rounds") { Description = "The figures are their medians." };
        var only = new Option<string[]>("--only")
        {
            Description = "Only contenders with this in their name, and plain YARP.",
            AllowMultipleArgumentsPerToken = true,
        };
        var scenarios = new Option<string[]>("--scenarios")
        {
            Description = "Only scenarios with this in their title, of the long form.",
            AllowMultipleArgumentsPerToken = true,
        };
        var modules = new Option<string?>("--modules") { Description = "The folder where Express, Ajv and ioredis are installed." };
        var native = new Option<string?>("--native") { Description = "The gateway's native program, or another build of it." };
        var output = new Option<string>("--output") { Description = "The folder of the page and its charts.", DefaultValueFactory = _ => "docs" };
        var command = new RootCommand("Compares what a verified webhook costs.") { trial, seconds, rounds, only, scenarios, modules, native, output };
        command.SetAction((result, cancellation) =>
        {
            var isTrial = result.GetValue(trial);
            return RunAsync(
                new ComparisonOptions
                {
                    Duration = TimeSpan.FromSeconds(result.GetValue(seconds) ?? (isTrial ? 0.5 : 5)),
                    WarmUp = TimeSpan.FromSeconds(isTrial ? 0.5 : 10),
                    Rounds = result.GetValue(rounds) ?? (isTrial ? 1 : 7),
                    Scenarios = result.GetValue(scenarios) is { Length: > 0 } words
                        ? [.. Long.Where(scenario => words.Any(word => scenario.Title.Contains(word, StringComparison.OrdinalIgnoreCase)))]
                        : isTrial ? Short : Long,
                    Only = result.GetValue(only) ?? [],
                    Attempts = isTrial ? 1 : 10,
                    IsTrial = isTrial,
                    Modules = result.GetValue(modules),
                    Native = result.GetValue(native),
                    Output = result.GetRequiredValue(output),
                },
                cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(ComparisonOptions options, CancellationToken cancellation)
    {
        await using var bench = await ComparisonBench.StartAsync(options, cancellation);
        var meter = new ComparisonMeter(bench, options);
        foreach (var contender in bench.Contenders)
        {
            Console.WriteLine($"warming up: {contender.Name}");
            await meter.MeasureAsync(contender, Scenario.Main, rate: 0, options.WarmUp, cancellation);
        }

        var results = new ComparisonResults(bench.Contenders);
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var scenario in options.Scenarios)
            {
                Console.WriteLine($"round {round} of {options.Rounds}: {scenario.Title}");
                foreach (var contender in InRandomOrder(bench.Contenders.Where(each => each.TakesPartIn(scenario))))
                {
                    var rate = scenario.IsHalfOfPeak ? results.Peak(contender) / 2 : scenario.Rate;
                    results.Add(round, scenario, contender, await meter.MeasureQuietlyAsync(contender, scenario, rate, cancellation));
                }
            }
        }

        await new ComparisonPage(results, options).WriteAsync(cancellation);
        Console.WriteLine($"Written: {Path.Combine(options.Output, ComparisonPage.File)}. {results.Errors} errors, {results.LeftOut} samples left out.");
        return results.Errors == 0 ? 0 : 1;
    }

    private static Contender[] InRandomOrder(IEnumerable<Contender> contenders)
    {
        var order = contenders.ToArray();
        RandomNumberGenerator.Shuffle(order.AsSpan());
        return order;
    }
}
