using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gateway.Admin.Captures;
using Gateway.Cli.Captures;
using Gateway.Cli.Deliveries;

namespace Gateway.Cli;

/// <summary><c>gateway captures</c>: what the running gateway has kept of refused and failed requests, and their release.</summary>
internal static class CapturesCommand
{
    private const string Api = "/api/captures";
    private const int PageSize = 200;

    public static Command Create(Func<string, string?> environment) =>
        new("captures", "List and release kept requests.") { CreateList(environment), ReleaseCommand.Create(environment) };

    private static Command CreateList(Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var choice = new CaptureOptions();
        var limit = new Option<int>("--limit") { Description = "How many at most. Default: 100.", HelpName = "N", DefaultValueFactory = _ => 100 };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--limit is at least 1.");
            }
        });
        var newest = new Option<bool>("--newest") { Description = "The newest first; the oldest otherwise." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        var command = new Command("list", "Two lines for each kept request.") { limit, newest, json, config };
        choice.AddTo(command);
        command.SetAction((result, cancellation) => AdminCommand.RunAsync(result, config, environment, async (client, console) =>
        {
            var left = result.GetValue(limit);
            string? after = null;
            do
            {
                var query = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Api}?{choice.Query(result)}limit={Math.Min(left, PageSize)}{(result.GetValue(newest) ? "&newest=true" : "")}{(after is null ? "" : $"&after={after}")}");
                var page = await client.GetAsync(query, CaptureJson.Default.CaptureList, cancellation);
                foreach (var capture in page.Captures)
                {
                    await console.Output.WriteLineAsync(
                        result.GetValue(json) ? JsonSerializer.Serialize(capture, CaptureJson.Default.CaptureView) : CaptureTable.Lines(capture));
                }

                left -= page.Captures.Count;
                after = page.Next;
            }
            while (after is not null && left > 0);

            if (after is not null)
            {
                await console.Error.WriteLineAsync("There are more: --limit N, or an option that chooses.");
            }

            return 0;
        }));
        return command;
    }
}
