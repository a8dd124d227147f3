using System.CommandLine;
using Gateway.Admin.Claims;
using Gateway.Cli.Deliveries;

namespace Gateway.Cli;

/// <summary><c>gateway forget</c>: the running gateway forgets an event, so that its next copy is forwarded.</summary>
internal static class ForgetCommand
{
    public static Command Create(Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var route = new Argument<string>("ROUTE") { Description = "The event's route." };
        var id = new Argument<string[]>("ID")
        {
            Description = "The event's id; of a composite Deduplication:Key each part.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("forget", "Forget an event, so that its next copy is forwarded.") { route, id, config };
        command.SetAction((result, cancellation) => AdminCommand.RunAsync(result, config, environment, async (client, console) =>
        {
            var answer = await client.PostAsync(
                "/api/events/forget",
                new ForgetEventRequest(result.GetRequiredValue(route), result.GetRequiredValue(id)),
                ClaimJson.Default.ForgetEventRequest,
                ClaimJson.Default.ForgetEventAnswer,
                cancellation);
            await console.Output.WriteLineAsync(
                answer.WasKnown ? "Forgotten: the next copy is forwarded." : "Not known (any more): the next copy is forwarded.");
            return answer.WasKnown ? 0 : 1;
        }));
        return command;
    }
}
