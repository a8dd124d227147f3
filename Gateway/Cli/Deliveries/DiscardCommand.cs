using System.CommandLine;
using Gateway.Admin.Deliveries;

namespace Gateway.Cli.Deliveries;

/// <summary><c>dead-letters discard</c>: one event's, or all that is chosen; each is printed, a line.</summary>
internal static class DiscardCommand
{
    private const string Way = "/api/deliveries/discard";

    public static Command Create(Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var choice = new DeliveryOptions("dead");
        var id = new Argument<Guid?>("ID") { Description = "One event; --destination for one of its destinations.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "All of them, with no option that chooses." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Says what would be discarded, and changes nothing." };
        var command = new Command("discard", "Remove dead letters for good.") { id, all, dryRun, config };
        choice.AddTo(command);
        command.SetAction((result, cancellation) =>
        {
            var request = choice.Request(result) with { Id = result.GetValue(id), DryRun = result.GetValue(dryRun) };
            return request.Id is null && !choice.IsChosen(result) && !result.GetValue(all) && !request.DryRun
                ? RefuseAsync(result.InvocationConfiguration)
                : AdminCommand.RunAsync(result, config, environment, (client, console) => DiscardAsync(client, console, request, cancellation));
        });
        return command;
    }

    private static async Task<int> RefuseAsync(InvocationConfiguration console)
    {
        await console.Error.WriteLineAsync("Say which: an ID, an option that chooses, or --all; --dry-run shows what that would be.");
        return GatewayCommand.WrongConfiguration;
    }

    private static async Task<int> DiscardAsync(
        AdminClient client, InvocationConfiguration console, RedeliveryRequest request, CancellationToken cancellation)
    {
        var count = 0;
        do
        {
            var answer = await client.PostAsync(
                Way, request, DeliveryJson.Default.RedeliveryRequest, DeliveryJson.Default.RedeliveryAnswer, cancellation);
            foreach (var delivery in answer.Deliveries)
            {
                await console.Output.WriteLineAsync(DeliveryTable.Line(delivery));
            }

            count += answer.Deliveries.Count;
            request = request with { After = answer.Next, Until = answer.Until };
        }
        while (request.After is not null);

        await console.Output.WriteLineAsync(
            request.DryRun ? $"{count} would be discarded; nothing was changed." : $"{count} discarded.");
        return 0;
    }
}
