using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Gateway.Observability;
using Microsoft.Extensions.Logging.Abstractions;
using Serilog;
using Serilog.Extensions.Logging;

namespace Gateway.Benchmarks.Log;

/// <summary><c>log</c>: what the line of a webhook costs, all threads together, straight and through Serilog, in turn.</summary>
internal static class LogCommand
{
    /// <summary>What is logged at once before the output may catch up.</summary>
    private const int Burst = 2_000;

    public static RootCommand Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "The figures are their medians.", DefaultValueFactory = _ => 15 };
        var lines = new Option<int>("--lines") { Description = "In each round, each way.", DefaultValueFactory = _ => 100_000 };
        var command = new RootCommand("Measures what the log's line of a webhook costs.") { rounds, lines };
        command.SetAction(result => Run(result.GetValue(rounds), result.GetValue(lines)));
        return command;
    }

    private static void Run(int rounds, int lines)
    {
        using var metrics = new GatewayMetrics();
        using var telemetry = new Telemetry(metrics, new SeriesRoom(Routes: 1, Keys: 1, Destinations: 0, Results: 0), exportsOtlp: false);
        using var straight = new LogOutput(Null(), LogOutput.StandardCapacity, count => DroppedLines.Tell(count, TimeProvider.System));
        Console.SetOut(new StreamWriter(Null()) { AutoFlush = true });
        using var serilog = new SerilogLoggerFactory(
            new LoggerConfiguration().WriteTo.Async(sink => sink.Console(new LogLineFormatter()), 10_000, blockWhenFull: true).CreateLogger(), dispose: true);
        var logger = serilog.CreateLogger<WebhookRecorder>();
        var context = new DefaultHttpContext();
        context.Connection.Id = "0HNQEMUN2MQ82";
        using var scope = logger.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["ConnectionId"] = context.Connection.Id });
        var before = new WebhookRecorder(metrics, captures: null, logger);
        var now = new WebhookRecorder(metrics, captures: null, NullLogger<WebhookRecorder>.Instance, new StraightLog(straight, TimeProvider.System, HasRequestScope: false));
        var ways = new (string Name, Action Write, Action End)[]
        {
            ("through Serilog", () => before.Log(context, Line()), () => { }),
            ("straight", () => now.Log(context, Line()), straight.Flush),
            ("metrics", () => metrics.WebhookFinished("hooks", "forwarded", "enforce", TimeSpan.FromMilliseconds(1)), () => { }),
        };
        var samples = ways.Select(_ => new List<double>()).ToArray();
        for (var round = -2; round < rounds; round++)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                var cost = Cost(ways[way].Write, ways[way].End, lines);
                if (round >= 0)
                {
                    samples[way].Add(cost);
                }
            }
        }

        Console.SetOut(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        for (var way = 0; way < ways.Length; way++)
        {
            samples[way].Sort();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{ways[way].Name}: {samples[way][rounds / 2]:0.00} us of CPU ({samples[way][0]:0.00} to {samples[way][^1]:0.00})"));
        }
    }

    private static double Cost(Action write, Action end, int lines)
    {
        using var self = Process.GetCurrentProcess();
        var cpu = self.TotalProcessorTime;
        for (var line = 0; line < lines; line++)
        {
            write();
            if (line % Burst == Burst - 1)
            {
                end();
            }
        }

        end();
        self.Refresh();
        return (self.TotalProcessorTime - cpu).TotalMicroseconds / lines;
    }

    private static FileStream Null() => new("/dev/null", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    private static WebhookLine Line() => new()
    {
        Route = "load",
        Outcome = "forwarded",
        IsRefusal = false,
        StatusCode = 200,
        Method = "POST",
        Path = "/webhooks/load",
        Provider = "stripe",
        Tenant = null,
        Destination = "primary",
        Mode = "enforce",
        Client = IPAddress.Loopback,
        KeyId = "env:LOAD_WEBHOOK_SECRET",
        WebhookType = "resource.created",
        WebhookId = "evt_0000000000000001",
        Bytes = 1024,
        Elapsed = 0.4567,
        RequestId = "0HNQEMUN2MQ82:00000001",
        Stage = null,
        Age = 0.0123,
        Detail = null,
    };
}
