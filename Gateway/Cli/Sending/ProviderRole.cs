using System.CommandLine;
using Gateway.Configuration;
using Gateway.Configuration.Hosting;
using Gateway.Intake;
using Gateway.Reading;

namespace Gateway.Cli.Sending;

/// <summary>Plays a route's provider: writes one webhook and signs it with the route's own scheme and secret.</summary>
internal sealed class ProviderRole(GatewayOptions options, InvocationConfiguration console)
{
    private const int Refused = 1;

    /// <summary>The webhook, or null and the exit code of the command; what is wrong has been said by then.</summary>
    public async Task<(SignedDraft? Signed, int ExitCode)> PlayAsync(DraftOrder order, CancellationToken cancellation)
    {
        var check = await GatewayHost.CheckAsync(options);
        if (ProblemsFor(order.Route, check) is { Count: > 0 } problems)
        {
            return (null, ProblemReport.Write(console.Error, options.ConfigPath, problems));
        }

        var snapshot = check.Partial!;
        if (!snapshot.Compiled.TryGetValue(order.Route, out var compiled))
        {
            var names = snapshot.Routes.Select(route => route.RouteId).ToList();
            if (names.Contains(order.Route, StringComparer.OrdinalIgnoreCase))
            {
                return (null, ProblemReport.Write(console.Error, options.ConfigPath, check.Problems)); // Its secret stands in a preset.
            }

            return await FailAsync(
                $"No route is called '{order.Route}'.{NearestName.Suggest(order.Route, names)} "
                + $"Known in {options.ConfigPath}: {string.Join(", ", names)}.");
        }

        var now = options.Clock.GetUtcNow();
        if (compiled.AreKeysFetched || compiled.Config.Signature?.MessageSignature?.Agents is not null || compiled.Signer?.CanSign(now) == false)
        {
            return await FailAsync(
                $"Route '{order.Route}' verifies with a public key: only the provider, who has the private one, can sign.", Refused);
        }

        if (compiled.Checks.ClientCertificate is not null)
        {
            return await FailAsync(
                $"Route '{order.Route}' asks for the provider's client certificate: only the provider, who has its key, can show it.", Refused);
        }

        var (draft, problem) = await DraftAsync(order, check, compiled.Policy, now, cancellation);
        if (draft is null)
        {
            return await FailAsync(problem);
        }

        var signed = new SignedDraft(draft, compiled, now, draft.Url, [.. draft.Headers.Keys]);
        try
        {
            draft.Sign(compiled, now);
            return (signed, 0);
        }
        catch (InvalidOperationException exception)
        {
            return await FailAsync($"Route '{order.Route}' cannot be signed: {exception.Message}");
        }
    }

    /// <summary>What is wrong with the configuration; not that the secrets of other routes are not at hand, which only the gateway needs.</summary>
    private static List<ConfigurationProblem> ProblemsFor(string route, LoadResult check)
    {
        var own = $"{JsonPath.Below(JsonPath.Below(JsonPath.Below(JsonPath.Root, "ReverseProxy"), "Routes"), route)}.";
        return
        [
            .. check.Problems.Where(problem =>
                !check.Files.IsOfUnreadSecret(problem.Message) || problem.Path.StartsWith(own, StringComparison.OrdinalIgnoreCase)),
        ];
    }

    private async Task<DraftResult> DraftAsync(
        DraftOrder order, LoadResult check, RoutePolicy policy, DateTimeOffset now, CancellationToken cancellation)
    {
        var route = check.Partial!.Routes.First(route => string.Equals(route.RouteId, policy.Route, StringComparison.OrdinalIgnoreCase));
        List<string> listening =
        [
            .. ListeningUrls.Of(check.Raw!, options.Urls, options.Environment)
                .Select(each => each.Url)
                .Where(url => !ListeningUrls.IsLocalSocket(url)),
        ];
        if (SendTarget.Find(route, order.Url, listening, out var problem) is not { } url)
        {
            return DraftResult.Failed(problem);
        }

        var sample = SampleRequest.Find(policy.Provider);
        if (sample is null && order.BodyFile is null)
        {
            return DraftResult.Failed($"There is no sample of '{policy.Provider ?? order.Route}'; give the body with --body FILE.");
        }

        sample ??= SampleRequest.Empty;
        if (order.EventType is not null && !sample.NamesEvent(order.BodyFile is null))
        {
            return DraftResult.Failed("--event has no place to stand; write the type into the body and send it with --body FILE.");
        }

        byte[]? body;
        try
        {
            body = order.BodyFile is null ? null : await File.ReadAllBytesAsync(order.BodyFile, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return DraftResult.Failed($"The body cannot be read: {exception.Message}");
        }

        var method = route.Match.Methods is [var first, ..] methods && !methods.Contains(HttpMethods.Post, StringComparer.OrdinalIgnoreCase) ? first : HttpMethods.Post;
        var draft = sample.Draft(method, url, SampleValues.Fresh(order.EventType, now), body);
        draft.Host = SendTarget.HostOf(route, url);
        return new DraftResult(draft, "");
    }

    private async Task<(SignedDraft?, int)> FailAsync(string problem, int exitCode = GatewayCommand.WrongConfiguration)
    {
        await console.Error.WriteLineAsync(TerminalText.Of(problem));
        return (null, exitCode);
    }
}
