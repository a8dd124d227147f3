using System.CommandLine;
using Gateway.Admin.Deliveries;

namespace Gateway.Cli.Deliveries;

/// <summary><c>replay</c> and <c>discard</c>: one event, or all that is chosen; what it was before is printed, a line each.</summary>
internal static class DeliveryActionCommand
{
    /// <param name="action">What is done with them.</param>
    /// <param name="state">The one state that the command is about; null leaves it to <c>--state</c>.</param>
    /// <param name="environment">Looks up an environment variable.</param>
    public static Command Create(DeliveryAction action, string? state, Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var choice = new DeliveryOptions(state);
        var id = new Argument<Guid?>("ID") { Description = "One event; --destination for one of its destinations.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "All of them, with no option that chooses." };
        var dryRun = new Option<bool>("--dry-run") { Description = $"Says what would be {action.Done}, and changes nothing." };
        var command = new Command(action.Name, action.Description) { id, all, dryRun, config };
        choice.AddTo(command);
        command.SetAction((result, cancellation) =>
        {
            var request = choice.Request(result) with { Id = result.GetValue(id), DryRun = result.GetValue(dryRun) };
            return Missing(request, choice.IsChosen(result) || result.GetValue(all) || request.DryRun) is { } what
                ? AdminCommand.RefuseAsync(result, what)
                : AdminCommand.RunAsync(result, config, environment, (client, console) => ActAsync(client, console, action, request, cancellation));
        });
        return command;
    }

    /// <summary>What the command line does not say; null if it says enough. Nobody chooses everything by leaving something out.</summary>
    private static string? Missing(RedeliveryRequest request, bool isChosen) => request switch
    {
        { Id: not null } => null,
        _ when !isChosen => "Say which: an ID, an option that chooses, or --all; --dry-run shows what that would be.",
        { State: null } => "Say --state dead or --state delivered. What is waiting is delivered anyway.",
        _ => null,
    };

    private static async Task<int> ActAsync(
        AdminClient client, InvocationConfiguration console, DeliveryAction action, RedeliveryRequest request, CancellationToken cancellation)
    {
        var count = 0;
        do
        {
            var answer = await client.PostAsync(
                action.Path, request, DeliveryJson.Default.RedeliveryRequest, DeliveryJson.Default.RedeliveryAnswer, cancellation);
            foreach (var line in answer.Deliveries.SelectMany(DeliveryTable.Lines))
            {
                await console.Output.WriteLineAsync(line);
            }

            count += answer.Deliveries.Count;
            request = request with { After = answer.Next, Until = answer.Until };
        }
        while (request.After is not null);

        await console.Output.WriteLineAsync(
            request.DryRun ? $"{count} would be {action.Done}; nothing was changed." : $"{count} {action.Done}.");
        return 0;
    }
}
