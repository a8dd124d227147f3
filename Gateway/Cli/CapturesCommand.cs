using System.CommandLine;
using System.Text.Json;
using Gateway.Admin.Captures;
using Gateway.Cli.Captures;
using Gateway.Cli.Deliveries;

namespace Gateway.Cli;

/// <summary><c>gateway captures</c>: what the running gateway has kept of refused and failed requests, and their release.</summary>
internal static class CapturesCommand
{
    private const string Api = "/api/captures";

    public static Command Create(Func<string, string?> environment) =>
        new("captures", "List and release kept requests.") { CreateList(environment), ReleaseCommand.Create(environment) };

    private static Command CreateList(Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var choice = new CaptureOptions();
        var list = new ListOptions();
        var command = new Command("list", "Two lines for each kept request.") { config };
        list.AddTo(command);
        choice.AddTo(command);
        command.SetAction((result, cancellation) => AdminCommand.RunAsync(result, config, environment, async (client, console) =>
        {
            await list.ShowAsync(result, console, Api, choice.Query(result), async query =>
            {
                var page = await client.GetAsync(query, CaptureJson.Default.CaptureList, cancellation);
                foreach (var capture in page.Captures)
                {
                    foreach (var line in list.IsJson(result)
                        ? [JsonSerializer.Serialize(capture, CaptureJson.Default.CaptureView)]
                        : CaptureTable.Lines(capture))
                    {
                        await console.Output.WriteLineAsync(line);
                    }
                }

                return (page.Captures.Count, page.Next);
            });
            return 0;
        }));
        return command;
    }
}
