using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Benchmarks.Attack;
using Gateway.Benchmarks.Load;
using Gateway.Benchmarks.Queue;

namespace Gateway.Benchmarks.Captures;

/// <summary><c>captures</c>: what keeping costs: two gateways that differ by it alone, in turn, by the processor time of each.</summary>
internal static class CaptureCommand
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    public static RootCommand Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "The figures are their medians.", DefaultValueFactory = _ => 15 };
        var milliseconds = new Option<int>("--milliseconds") { Description = "CPU of each measurement, at least.", DefaultValueFactory = _ => 300 };
        var only = new Option<string>("--only") { Description = "Only requests with this in their name.", DefaultValueFactory = _ => "" };
        var command = new RootCommand("Measures what it costs to keep what is refused.") { rounds, milliseconds, only };
        command.SetAction((result, cancellation) => RunAsync(
            result.GetValue(rounds), TimeSpan.FromMilliseconds(result.GetValue(milliseconds)), result.GetRequiredValue(only), cancellation));
        return command;
    }

    private static async Task RunAsync(int rounds, TimeSpan least, string only, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-captures-");
        var backendPort = LoadProcess.FreePort();
        var self = Path.Combine(AppContext.BaseDirectory, "Gateway.Benchmarks.dll");
        await using var backend = LoadProcess.StartDotnet([self, Backend.Role, $"http://127.0.0.1:{backendPort}"], []);
        await backend.ReachAsync(backendPort, Clock, cancellation);
        var (on, off) = (LoadProcess.FreePort(), LoadProcess.FreePort());
        await using var keeping = await StartAsync(folder, on, backendPort, keeps: true, cancellation);
        await using var forgetting = await StartAsync(folder, off, backendPort, keeps: false, cancellation);
        using var toKeeping = new AttackConnection(on);
        using var toForgetting = new AttackConnection(off);
        var rows = CaptureRow.All.Where(row => row.Name.Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
        var costs = rows.ToDictionary(row => row, _ => (On: new List<double>(), Off: new List<double>()));
        for (var round = -1; round < rounds; round++)
        {
            foreach (var row in rows)
            {
                // Each first in every other round.
                var first = round % 2 == 0 ? await CostAsync(keeping, toKeeping, row, least, cancellation) : 0;
                var without = await CostAsync(forgetting, toForgetting, row, least, cancellation);
                var with = round % 2 == 0 ? first : await CostAsync(keeping, toKeeping, row, least, cancellation);
                if (round >= 0) // The first warms up.
                {
                    costs[row].On.Add(with);
                    costs[row].Off.Add(without);
                }
            }
        }

        Console.WriteLine("| request | kept, us of CPU | not kept | ratio |\n| --- | --: | --: | --: |");
        foreach (var row in rows)
        {
            var (with, without) = (QueueReport.Median([.. costs[row].On]), QueueReport.Median([.. costs[row].Off]));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {row.Name} | {with:0.0} | {without:0.0} | {with / without:0.00} |"));
        }

        folder.Delete(recursive: true);
    }

    private static async Task<LoadProcess> StartAsync(DirectoryInfo folder, int port, int backend, bool keeps, CancellationToken cancellation)
    {
        var configuration = JsonNode.Parse(
            $$"""
            {
              "Gateway": {
                "Admin": { "Url": "http://127.0.0.1:{{LoadProcess.FreePort()}}" },
                "Client": { "TrustedProxies": [ "127.0.0.0/8" ] },
                "Captures": { "MaxCount": {{(keeps ? 1000 : 0)}} }
              },
              "ReverseProxy": {
                "Routes": {
                  "orders": {
                    "ClusterId": "backend", "Match": { "Path": "/{{CaptureRow.Route}}" },
                    "Verification": { "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Content": "{body}", "Secrets": "env:SECRET" } }
                  }
                },
                "Clusters": { "backend": { "Destinations": { "one": { "Address": "http://127.0.0.1:{{backend}}" } } } }
              }
            }
            """)!;
        configuration["Gateway"]!["Storage"] = LoadConfiguration.Memory;
        var path = Path.Combine(folder.FullName, keeps ? "on.json" : "off.json");
        await File.WriteAllTextAsync(path, configuration.ToJsonString(), cancellation);
        var gateway = LoadProcess.StartGateway(
            Path.Combine(AppContext.BaseDirectory, "gateway.dll"), ["run", "--config", path, "--urls", $"http://127.0.0.1:{port}"],
            [new("SECRET", CaptureRow.Secret), new("Serilog__MinimumLevel", "Error")]);
        await gateway.ReachAsync(port, Clock, cancellation);
        return gateway;
    }

    /// <summary>In microseconds a request; as many as it takes for the clock of the process, which has steps of 10 ms.</summary>
    private static async Task<double> CostAsync(
        LoadProcess gateway, AttackConnection connection, CaptureRow row, TimeSpan least, CancellationToken cancellation)
    {
        var before = gateway.CpuTime;
        var count = 0;
        TimeSpan spent;
        do
        {
            for (var i = 0; i < 20; i++)
            {
                if (await connection.SendAsync(row.Next(), cancellation) is var status && status != row.Status)
                {
                    throw new InvalidOperationException($"{row.Name}: {status}");
                }
            }

            count += 20;
            spent = gateway.CpuTime - before;
        }
        while (spent < least);

        return (spent / count).TotalMicroseconds;
    }
}
