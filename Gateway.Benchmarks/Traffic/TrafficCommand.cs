using System.CommandLine;
using System.Globalization;
using Gateway.Benchmarks.Queue;
using Gateway.Observability.Traffic;
using Gateway.Outcomes;

namespace Gateway.Benchmarks.Traffic;

/// <summary><c>traffic</c>: what it costs to count a webhook for the dashboard, by one thread and by several on one route.</summary>
internal static class TrafficCommand
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    public static RootCommand Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "The figures are their medians.", DefaultValueFactory = _ => 9 };
        var webhooks = new Option<int>("--webhooks") { Description = "In each round, by each thread.", DefaultValueFactory = _ => 2_000_000 };
        var command = new RootCommand("Measures what it costs to count a webhook for the dashboard.") { rounds, webhooks };
        command.SetAction(result => Run(result.GetValue(rounds), result.GetValue(webhooks)));
        return command;
    }

    private static void Run(int rounds, int webhooks)
    {
        foreach (var (threads, routes) in ((int, int)[])[(1, 1), (2, 1), (2, 2)])
        {
            var costs = new List<double>();
            for (var round = -1; round < rounds; round++)
            {
                var cost = Cost(threads, routes, webhooks);
                if (round >= 0)
                {
                    costs.Add(cost);
                }
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{threads} threads, {routes} routes: {QueueReport.Median([.. costs]):0} ns a webhook and thread ({costs.Min():0} to {costs.Max():0})"));
        }
    }

    /// <summary>Nanoseconds of the wall's clock that a thread takes for one.</summary>
    private static double Cost(int threads, int routes, int webhooks)
    {
        var history = new TrafficHistory(Clock);
        var now = Clock.GetUtcNow();
        using var start = new Barrier(threads);
        var times = new double[threads];
        var workers = Enumerable.Range(0, threads).Select(index => new Thread(() =>
        {
            var ended = new FinishedWebhook
            {
                Route = string.Create(CultureInfo.InvariantCulture, $"route-{index % routes}"),
                Outcome = Outcome.Forwarded,
                StatusCode = 200,
                ReceivedAt = now,
                Elapsed = TimeSpan.FromMilliseconds(1),
                IsProven = true,
                KeyId = "2026-11",
                Age = TimeSpan.FromSeconds(1),
            };
            start.SignalAndWait();
            var started = Clock.GetTimestamp();
            for (var i = 0; i < webhooks; i++)
            {
                _ = history.Count(ended);
            }

            times[index] = Clock.GetElapsedTime(started).TotalNanoseconds / webhooks;
        })).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        return times.Average();
    }
}
