using System.CommandLine;
using System.Globalization;
using Gateway.Admin.Captures;
using Gateway.Cli.Captures;
using Gateway.Cli.Deliveries;
using Gateway.Cli.Rehearsing;

namespace Gateway.Cli;

/// <summary><c>gateway rehearse</c>: what another configuration would make of the requests that the running gateway has kept.</summary>
internal static class RehearseCommand
{
    /// <summary>The exit code if anything would change.</summary>
    public const int Changes = 3;

    private const string Api = "/api/captures/export";
    private const int DefaultLimit = 10_000;
    private const int MostAtOnce = 100_000;

    public static Command Create(Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var candidate = new Option<string>("--candidate") { Description = "The configuration that is to be put in force.", HelpName = "FILE", Required = true };
        var choice = new CaptureOptions();
        var limit = new Option<int>("--limit")
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"How many at most, the newest first. Default: {DefaultLimit}."),
            HelpName = "N",
            DefaultValueFactory = _ => DefaultLimit,
        };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostAtOnce)
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"--limit is 1 to {MostAtOnce}."));
            }
        });
        var fetchKeys = new Option<bool>("--fetch-keys")
        {
            Description = "Fetch the key sets and certificates that providers publish; else nothing is asked of any network but the gateway.",
        };
        var json = new Option<bool>("--json") { Description = "One JSON object a line for each request that would end otherwise." };
        var command = new Command(
            "rehearse",
            "Judge kept requests by today's configuration and by a candidate; exit code 0 if nothing changes, 3 if anything does.")
        {
            candidate, limit, fetchKeys, json, config,
        };
        choice.AddTo(command);
        command.SetAction((result, cancellation) =>
        {
            var query = string.Create(CultureInfo.InvariantCulture, $"newest=true&limit={result.GetValue(limit)}&{choice.Query(result)}");
            var order = new RehearsalOrder(result.GetRequiredValue(candidate), query, result.GetValue(fetchKeys), result.GetValue(json));
            return AdminCommand.RunAsync(result, config, environment, (client, console) => RehearseAsync(
                client, console, ConfigOption.Options(result.GetRequiredValue(config), environment), order, cancellation));
        });
        return command;
    }

    private static async Task<int> RehearseAsync(
        AdminClient client, InvocationConfiguration console, GatewayOptions options, RehearsalOrder order, CancellationToken cancellation)
    {
        var (today, ofToday) = await RehearsedConfiguration.LoadAsync(options, order.FetchesKeys);
        await using var disposedToday = today;
        var (candidate, ofCandidate) = await RehearsedConfiguration.LoadAsync(options with { ConfigPath = order.Candidate }, order.FetchesKeys);
        await using var disposedCandidate = candidate;
        foreach (var (path, load) in new[] { (options.ConfigPath, ofToday), (order.Candidate, ofCandidate) })
        {
            if (load.Snapshot is null)
            {
                return ProblemReport.Write(console.Error, path, load.Problems);
            }
        }

        var rehearsal = new Rehearsal(today, candidate);
        var count = await client.GetLinesAsync(
            $"{Api}?{order.Query}",
            CaptureJson.Default.CaptureSheet,
            async sheet =>
            {
                if (await rehearsal.TakeAsync(sheet) is { } change && order.AsJson)
                {
                    await console.Output.WriteLineAsync(RehearsalReport.Line(change));
                }
            },
            cancellation);
        if (!order.AsJson)
        {
            await RehearsalReport.WriteAsync(console.Output, rehearsal, count);
        }

        if (count == 0)
        {
            await console.Error.WriteLineAsync("Nothing is kept: nothing was rehearsed. 'Capture' of the routes says what is.");
        }

        return rehearsal.Changes.Count > 0 ? Changes : 0;
    }
}
