using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gateway.Admin.Deliveries;
using Gateway.Cli.Deliveries;

namespace Gateway.Cli;

/// <summary>
/// <c>gateway deliveries</c> and <c>gateway dead-letters</c>: what the running gateway holds, and what is to be delivered once
/// more. Both are one command; the second is about the dead alone.
/// </summary>
internal static class DeliveriesCommand
{
    private const string Api = "/api/deliveries";

    public static Command Create(Func<string, string?> environment) =>
        Create("deliveries", "List, show and replay queued webhooks.", state: null, environment);

    public static Command CreateForDead(Func<string, string?> environment)
    {
        var command = Create("dead-letters", "List, show, replay and discard deliveries that were given up.", "dead", environment);
        command.Subcommands.Add(DeliveryActionCommand.Create(DeliveryAction.Discard, "dead", environment));
        return command;
    }

    private static Command Create(string name, string description, string? state, Func<string, string?> environment) =>
        new(name, description) { CreateList(state, environment), CreateShow(environment), DeliveryActionCommand.Create(DeliveryAction.Replay, state, environment) };

    private static Command CreateList(string? state, Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var choice = new DeliveryOptions(state);
        var list = new ListOptions();
        var command = new Command("list", "Two lines for each event and destination.") { config };
        list.AddTo(command);
        choice.AddTo(command);
        command.SetAction((result, cancellation) => AdminCommand.RunAsync(result, config, environment, async (client, console) =>
        {
            await list.ShowAsync(result, console, Api, choice.Query(result), async query =>
            {
                var page = await client.GetAsync(query, DeliveryJson.Default.DeliveryList, cancellation);
                foreach (var delivery in page.Deliveries)
                {
                    foreach (var line in list.IsJson(result)
                        ? [JsonSerializer.Serialize(delivery, DeliveryJson.Default.DeliveryView)]
                        : DeliveryTable.Lines(delivery))
                    {
                        await console.Output.WriteLineAsync(line);
                    }
                }

                return (page.Deliveries.Count, page.Next);
            });
            return 0;
        }));
        return command;
    }

    private static Command CreateShow(Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var id = new Argument<Guid>("ID") { Description = "The event, as listed; the backend has it as X-Gateway-Delivery-Id." };
        var body = new Option<string?>("--body") { Description = "Writes the exact bytes of the body to a file; - for standard output.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "As one JSON object." };
        var command = new Command("show", "One event: its request without what may be secret, and every attempt.") { id, body, json, config };
        command.SetAction((result, cancellation) => AdminCommand.RunAsync(result, config, environment, async (client, console) =>
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{Api}/{result.GetValue(id)}");
            if (result.GetValue(body) is { } file)
            {
                await WriteBodyAsync(await client.GetBytesAsync($"{path}/body", cancellation), file, cancellation);
                return 0;
            }

            var shown = await client.GetAsync(path, DeliveryJson.Default.EventView, cancellation);
            foreach (var line in result.GetValue(json) ? [JsonSerializer.Serialize(shown, DeliveryJson.Default.EventView)] : DeliveryTable.Sheet(shown))
            {
                await console.Output.WriteLineAsync(line);
            }

            return 0;
        }));
        return command;
    }

    private static async Task WriteBodyAsync(byte[] body, string file, CancellationToken cancellation)
    {
        if (file != "-")
        {
            await File.WriteAllBytesAsync(file, body, cancellation);
            return;
        }

        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(body, cancellation);
    }
}
