using System.CommandLine;

namespace Gateway.Benchmarks.Startup;

/// <summary><c>start</c>: builds of the gateway started in turn, and how long each takes to its first answer, and what it weighs then.</summary>
internal static class StartCommand
{
    public static RootCommand Create()
    {
        var programs = new Argument<string[]>("PROGRAMS")
        {
            Description = "Builds of the gateway: each a gateway.dll or a program, alone in its folder.",
            Arity = ArgumentArity.OneOrMore,
        };
        var rounds = new Option<int>("--rounds") { Description = "The figures are their medians.", DefaultValueFactory = _ => 20 };
        var routes = new Option<int[]>("--routes")
        {
            Description = "With how many routes each is started, each with a secret's file of its own; the fewest first.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [1],
        };
        var command = new RootCommand("Measures the start of the gateway.") { programs, rounds, routes };
        command.SetAction((result, cancellation) =>
            RunAsync(result.GetRequiredValue(programs), result.GetRequiredValue(routes), result.GetValue(rounds), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] programs, int[] routes, int rounds, CancellationToken cancellation)
    {
        await using var scene = await StartScene.CreateAsync(cancellation);
        var report = new StartReport(programs, routes);
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (program, count) in from count in routes from program in programs select (program, count))
            {
                var sample = await scene.MeasureAsync(program, count, cancellation);
                if (round > 0) // The first only brings the files into memory.
                {
                    report.Add(program, count, sample);
                }
            }
        }

        Console.WriteLine(report.Table());
        return 0;
    }
}
