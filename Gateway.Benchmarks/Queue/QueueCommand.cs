using System.CommandLine;

namespace Gateway.Benchmarks.Queue;

/// <summary><c>queue</c>: what queueing costs a gateway that is a process of its own.</summary>
internal static class QueueCommand
{
    public static RootCommand Create() => new("Measures the durable queue.")
    {
        Part("accept", "Acceptances a second, beside the disk's own pace.", AcceptRun.RunAsync, connections: [1, 16, 64, 256], events: 0),
        Part("drain", "Deliveries a second of a backlog.", DrainRun.RunAsync, connections: [64], events: 20_000),
        Part("fill", "What a long queue costs.", FillRun.RunAsync, connections: [64], events: 1_000_000),
    };

    private static Command Part(
        string name, string description, Func<QueueOptions, CancellationToken, Task> run, int[] connections, int events)
    {
        var stores = Option("--stores", "Where the queue is kept.", Enum.GetValues<QueueStore>());
        var folder = Option("--folder", "On the disk to measure.", new DirectoryInfo(Path.GetTempPath()));
        var rounds = Option("--rounds", "The figures are their medians.", 5);
        var seconds = Option("--seconds", "Of each measurement.", 1.0);
        var warmUp = Option("--warm-up", "Seconds before the first.", 3.0);
        var connection = Option("--connections", "Connections, each with one webhook at a time.", connections);
        var number = Option("--events", "How many are queued.", events);
        var concurrency = Option("--concurrency", "Attempts at once.", (int[])[8, 64]);
        var command = new Command(name, description)
        {
            stores, folder, rounds, seconds, warmUp, connection, number, concurrency,
        };
        command.SetAction((result, cancellation) => run(
            new QueueOptions
            {
                Stores = result.GetRequiredValue(stores),
                Folder = result.GetRequiredValue(folder),
                Rounds = result.GetValue(rounds),
                Duration = TimeSpan.FromSeconds(result.GetValue(seconds)),
                WarmUp = TimeSpan.FromSeconds(result.GetValue(warmUp)),
                Connections = result.GetRequiredValue(connection),
                Events = result.GetValue(number),
                Concurrency = result.GetRequiredValue(concurrency),
            },
            cancellation));
        return command;
    }

    private static Option<T> Option<T>(string name, string description, T standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard, AllowMultipleArgumentsPerToken = typeof(T).IsArray };
}
