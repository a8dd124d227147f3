using System.CommandLine;
using Gateway.Admin.Deliveries;

namespace Gateway.Cli.Deliveries;

/// <summary><c>replay</c>: one event, or all that is chosen; what it was before is printed, a line each.</summary>
internal static class RedeliveryCommand
{
    private const string Way = "/api/deliveries/replay";

    /// <param name="state">The one state that the command is about; null leaves it to <c>--state</c>.</param>
    /// <param name="environment">Looks up an environment variable.</param>
    public static Command Create(string? state, Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var choice = new DeliveryOptions(state);
        var id = new Argument<Guid?>("ID") { Description = "One event; --destination for one of its destinations.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "All of them, with no option that chooses." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Says what would be replayed, and changes nothing." };
        var command = new Command("replay", "Deliver once more what is delivered or dead.") { id, all, dryRun, config };
        choice.AddTo(command);
        command.SetAction((result, cancellation) =>
        {
            var request = choice.Request(result) with { Id = result.GetValue(id), DryRun = result.GetValue(dryRun) };
            return Missing(request, choice.IsChosen(result) || result.GetValue(all) || request.DryRun) is { } what
                ? RefuseAsync(result.InvocationConfiguration, what)
                : AdminCommand.RunAsync(result, config, environment, (client, console) => RedeliverAsync(client, console, request, cancellation));
        });
        return command;
    }

    /// <summary>What the command line does not say; null if it says enough. Nobody replays everything by leaving something out.</summary>
    private static string? Missing(RedeliveryRequest request, bool isChosen) => request switch
    {
        { Id: not null } => null,
        _ when !isChosen => "Say which: an ID, an option that chooses, or --all; --dry-run shows what that would be.",
        { State: null } => "Say --state dead or --state delivered. What is waiting is delivered anyway.",
        _ => null,
    };

    private static async Task<int> RefuseAsync(InvocationConfiguration console, string what)
    {
        await console.Error.WriteLineAsync(what);
        return GatewayCommand.WrongConfiguration;
    }

    private static async Task<int> RedeliverAsync(
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
            request.DryRun ? $"{count} would be replayed; nothing was changed." : $"{count} replayed.");
        return 0;
    }
}
