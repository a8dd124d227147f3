using System.Globalization;
using Spectre.Console;

namespace Gateway.Cli.Demo;

/// <summary>Runs the whole script against a gateway of its own, and shows what happened.</summary>
internal sealed class Demonstration(IAnsiConsole console, TimeProvider clock)
{
    private const int NotAsExpected = 1;

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        await Task.Yield(); // the command line listens to Ctrl+C only once this method waits, and a folder is to be deleted
        await using var gateway = new DemoGateway();
        var problems = await gateway.StartAsync(clock, cancellation);
        if (problems.Count > 0)
        {
            return ProblemReport.Write(console.Profile.Out.Writer, "the sample configuration", problems);
        }

        console.WriteLine($"The gateway listens on {gateway.Url}, with the sample configuration and secrets of this run.");
        console.WriteLine($"Behind it, on {gateway.Backend.Url}, is a backend that believes whatever it is sent.");
        console.WriteLine();
        var results = await SendAllAsync(gateway, cancellation);
        console.Write(DemoTable.Create(results));
        return Conclude(results, clock.GetElapsedTime(started));
    }

    private async Task<IReadOnlyList<DemoResult>> SendAllAsync(
        DemoGateway gateway, CancellationToken cancellation)
    {
        var results = new List<DemoResult>();
        using var runner = new DemoRunner(gateway, clock);
        foreach (var demo in DemoScript.Cases)
        {
            results.Add(await runner.RunAsync(demo, cancellation));
        }

        return results;
    }

    private int Conclude(IReadOnlyList<DemoResult> results, TimeSpan elapsed)
    {
        var expected = results.Count(result => result.IsAsExpected);
        var colour = expected == results.Count ? "green" : "red";
        var seconds = elapsed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
        console.MarkupLine($"[{colour}]{expected} of {results.Count} as expected[/], in {seconds} seconds.");
        return expected == results.Count ? 0 : NotAsExpected;
    }
}
