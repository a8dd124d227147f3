using System.CommandLine;
using System.Globalization;
using Gateway.Admin.Captures;
using Gateway.Cli.Deliveries;

namespace Gateway.Cli.Captures;

/// <summary><c>gateway captures release</c>: one kept request, or all that is chosen; what came of it is printed, a line each.</summary>
internal static class ReleaseCommand
{
    private const string Way = "/api/captures/release";

    /// <summary>A backend may take as long as its route lets it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public static Command Create(Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var choice = new CaptureOptions();
        var id = new Argument<Guid?>("ID") { Description = "One kept request, as listed.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "All of them, with no option that chooses." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Says what would be released, and changes nothing." };
        var dropHidden = new Option<bool>("--drop-hidden")
        {
            Description = "Without the headers whose values are not kept, where the route does not read them.",
        };
        var command = new Command(
            "release",
            "Judge kept requests by the configuration in force, as of their reception, and pass on those that verify; exit code 0 if all "
            + "were released, 1 if not.")
        {
            id, all, dryRun, dropHidden, config,
        };
        choice.AddTo(command);
        command.SetAction((result, cancellation) =>
        {
            var request = choice.Request(result) with
            {
                Id = result.GetValue(id),
                All = result.GetValue(all),
                DryRun = result.GetValue(dryRun),
                DropHidden = result.GetValue(dropHidden),
            };
            return Problem(request) is { } problem
                ? AdminCommand.RefuseAsync(result, problem)
                : AdminCommand.RunAsync(
                    result, config, environment, (client, console) => ReleaseAsync(client, console, request, cancellation), Patience);
        });
        return command;
    }

    /// <summary>What the command line does not say; null if it says enough. Nobody releases everything by leaving something out.</summary>
    private static string? Problem(ReleaseRequest request) => request switch
    {
        { Id: not null } when request.Chooses || request.All => "With an ID no option chooses.",
        { Id: not null } => null,
        _ when !request.Chooses && !request.All && !request.DryRun =>
            "Say which: an ID, an option that chooses, or --all; --dry-run shows what that would be.",
        _ => null,
    };

    private static async Task<int> ReleaseAsync(
        AdminClient client, InvocationConfiguration console, ReleaseRequest request, CancellationToken cancellation)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        while (true)
        {
            var answer = await client.PostAsync(
                Way, request, CaptureJson.Default.ReleaseRequest, CaptureJson.Default.ReleaseAnswer, cancellation);
            foreach (var one in answer.Results)
            {
                foreach (var line in CaptureTable.Lines(one))
                {
                    await console.Output.WriteLineAsync(line);
                }

                counts[one.Result] = counts.GetValueOrDefault(one.Result) + 1;
            }

            if (answer.IsEnd)
            {
                return await ConcludeAsync(console, request, counts, answer.Stopped);
            }

            if (answer.RetryAfterSeconds > 0)
            {
                var wait = TimeSpan.FromSeconds(Math.Min(answer.RetryAfterSeconds, LongestWait.TotalSeconds));
                await console.Error.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"The route's budget is used up: it goes on in {Math.Ceiling(wait.TotalSeconds)} s."));
                await Task.Delay(wait, TimeProvider.System, cancellation);
            }

            request = request with { After = answer.Next, Until = answer.Until ?? request.Until };
        }
    }

    private static async Task<int> ConcludeAsync(
        InvocationConfiguration console, ReleaseRequest request, SortedDictionary<string, int> counts, string stopped)
    {
        var what = counts.Count == 0 ? "There is nothing to release" : string.Join(", ", counts.Select(count => $"{count.Value} {count.Key.Replace('_', ' ')}"));
        await console.Output.WriteLineAsync($"{what}.{(request.DryRun ? " Nothing was changed." : "")}");
        if (stopped.Length > 0)
        {
            await console.Error.WriteLineAsync($"Stopped: {TerminalText.Of(stopped)}");
        }

        return counts.Keys.All(result => result is "released" or "would_release") && stopped.Length == 0 ? 0 : 1;
    }
}
