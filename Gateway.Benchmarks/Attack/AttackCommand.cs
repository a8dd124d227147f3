using System.CommandLine;
using Gateway.Benchmarks.Load;

namespace Gateway.Benchmarks.Attack;

/// <summary><c>attack</c>: what requests cost that prove nothing, by class of header and of body.</summary>
internal static class AttackCommand
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    public static RootCommand Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "The figures are their medians.", DefaultValueFactory = _ => 5 };
        var milliseconds = new Option<int>("--milliseconds") { Description = "CPU of each measurement, at least.", DefaultValueFactory = _ => 200 };
        var only = new Option<string>("--only") { Description = "Only requests with this in their name.", DefaultValueFactory = _ => "" };
        var all = new Option<bool>("--all") { Description = "All of the table, and not the ten dearest alone." };
        var command = new RootCommand("Measures what unsigned requests cost.") { rounds, milliseconds, only, all };
        command.SetAction((result, cancellation) => RunAsync(
            result.GetValue(rounds), TimeSpan.FromMilliseconds(result.GetValue(milliseconds)), result.GetRequiredValue(only), result.GetValue(all),
            cancellation));
        return command;
    }

    private static async Task RunAsync(int rounds, TimeSpan least, string only, bool all, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-attack-");
        var port = LoadProcess.FreePort();
        var program = Path.Combine(AppContext.BaseDirectory, "gateway.dll");
        await using var gateway = LoadProcess.StartGateway(
            program,
            ["run", "--config", AttackRoutes.Write(folder, LoadProcess.FreePort()), "--urls", $"http://127.0.0.1:{port}"],
            [.. AttackRoutes.Environment, new("Serilog__MinimumLevel", "Error")]);
        await gateway.ReachAsync(port, Clock, cancellation);
        var requests = AttackRequests.All().Where(request =>
            request == AttackRequests.Forged || request == AttackRequests.ForgedLarge || request.Name.Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
        var report = new AttackReport();
        using var connection = new AttackConnection(port);
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var request in requests)
            {
                var cost = await MeasureAsync(gateway, connection, request, least, cancellation);
                if (round > 0) // The first warms up.
                {
                    report.Add(request, cost);
                }
            }
        }

        Console.WriteLine(report.Table(all ? int.MaxValue : 10));
        folder.Delete(recursive: true);
    }

    /// <summary>As many as it takes for the clock of the process, which has steps of 10 ms.</summary>
    private static async Task<TimeSpan> MeasureAsync(
        LoadProcess gateway, AttackConnection connection, AttackRequest request, TimeSpan least, CancellationToken cancellation)
    {
        var before = gateway.CpuTime;
        var count = 0;
        TimeSpan spent;
        do
        {
            for (var i = 0; i < 20; i++)
            {
                var status = await connection.SendAsync(request, cancellation);
                if (status is not (400 or 401 or 413 or 415 or 503))
                {
                    throw new InvalidOperationException($"{request.Name}: {status}");
                }
            }

            count += 20;
            spent = gateway.CpuTime - before;
        }
        while (spent < least);

        return spent / count;
    }
}
