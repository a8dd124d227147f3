using System.CommandLine;
using System.Text.Json;
using Gateway.Admin.Schemas;
using Gateway.Cli.Deliveries;

namespace Gateway.Cli.Schemas;

/// <summary><c>gateway schema drift</c>: what differs between the schemas of the running gateway and its webhooks.</summary>
internal static class DriftCommand
{
    public static Command Create(Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var route = new Argument<string?>("ROUTE")
        {
            Description = "A route. Default: all with \"Schema\": { \"Drift\": true }.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "As one JSON object." };
        var command = new Command("drift", "What verified webhooks have that the schema does not know, and the reverse.") { route, json, config };
        command.SetAction((result, cancellation) => AdminCommand.RunAsync(result, config, environment, async (client, console) =>
        {
            var asked = result.GetValue(route);
            var query = asked is null ? "" : $"?route={Uri.EscapeDataString(asked)}";
            var answer = await client.GetAsync($"/api/schema/drift{query}", DriftJson.Default.DriftAnswer, cancellation);
            foreach (var line in result.GetValue(json)
                ? [JsonSerializer.Serialize(answer, DriftJson.Answers.DriftAnswer)]
                : answer.Routes.SelectMany(DriftTable.Of))
            {
                await console.Output.WriteLineAsync(line);
            }

            return 0;
        }));
        return command;
    }
}
