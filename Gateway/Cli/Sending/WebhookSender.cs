using System.CommandLine;
using Gateway.Configuration;
using Gateway.Verification;

namespace Gateway.Cli.Sending;

/// <summary>Plays a route's provider: writes one webhook, signs it, sends it, and says what came back.</summary>
internal sealed class WebhookSender(GatewayOptions options, InvocationConfiguration console)
{
    private const int Refused = 1;

    public async Task<int> SendAsync(SendOrder order, CancellationToken cancellation)
    {
        var check = await GatewayHost.CheckAsync(options);
        if (check.Snapshot is not { } snapshot)
        {
            return ProblemReport.Write(console.Error, options.ConfigPath, check.Problems);
        }

        if (!snapshot.Policies.TryGetValue(order.Route, out var policy))
        {
            var names = snapshot.Policies.Keys;
            return await FailAsync(
                $"No route is called '{order.Route}'.{NearestName.Suggest(order.Route, names)} "
                + $"Known in {options.ConfigPath}: {string.Join(", ", names)}.");
        }

        var now = options.Clock.GetUtcNow();
        if (policy.KeySet is not null || policy.Signer?.CanSign(now) == false)
        {
            await console.Error.WriteLineAsync(
                $"Route '{order.Route}' verifies with a public key: only the provider, who has the private one, can sign.");
            return Refused;
        }

        var (draft, problem) = await DraftAsync(order, snapshot, policy, now, cancellation);
        if (draft is null)
        {
            return await FailAsync(problem);
        }

        var unsigned = draft.Headers.Keys.ToList();
        var shown = draft.Url; // before a token may stand in its query
        try
        {
            draft.Sign(policy, now);
        }
        catch (InvalidOperationException exception)
        {
            return await FailAsync($"Route '{order.Route}' cannot be signed: {exception.Message}");
        }

        await console.Output.WriteLineAsync($"{draft.Method} {shown} ({draft.Body.Length} bytes, {SignedBy(policy, now)})");
        if (order.ShowsHeaders)
        {
            await WriteHeadersAsync(draft, unsigned, policy.Signer?.MayBeShown(now) ?? true);
        }

        return await SendAsync(draft, cancellation);
    }

    private async Task<DraftResult> DraftAsync(
        SendOrder order, GatewaySnapshot snapshot, RoutePolicy policy, DateTimeOffset now, CancellationToken cancellation)
    {
        var route = snapshot.Routes.First(route => string.Equals(route.RouteId, policy.Route, StringComparison.OrdinalIgnoreCase));
        if (SendTarget.Find(route, order.Url, options.Environment("ASPNETCORE_URLS"), out var problem) is not { } url)
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

        var method = route.Match.Methods is [var first, ..] ? first : HttpMethods.Post;
        return new DraftResult(sample.Draft(method, url, SampleValues.Fresh(order.EventType, now), body), "");
    }

    private async Task<int> SendAsync(WebhookDraft draft, CancellationToken cancellation)
    {
        using var request = draft.ToRequest();
        using var client = WebhookDraft.CreateClient(usesProxy: !request.RequestUri!.IsLoopback);
        try
        {
            using var answer = await client.SendAsync(request, cancellation);
            await SentAnswer.WriteAsync(console.Output, answer, cancellation);
            return answer.IsSuccessStatusCode ? 0 : Refused;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await console.Error.WriteLineAsync(
                $"No answer from {request.RequestUri!.GetLeftPart(UriPartial.Authority)}: {exception.Message}");
            await console.Error.WriteLineAsync("Start a gateway with 'gateway run', or say where one is with --url.");
            return Refused;
        }
    }

    private async Task WriteHeadersAsync(WebhookDraft draft, List<string> unsigned, bool showsSignature)
    {
        foreach (var (name, value) in draft.Headers)
        {
            var isShown = showsSignature || unsigned.Contains(name, StringComparer.OrdinalIgnoreCase);
            await console.Output.WriteLineAsync($"  {name}: {(isShown ? value.ToString() : "(the secret itself: not shown)")}");
        }
    }

    private async Task<int> FailAsync(string problem)
    {
        await console.Error.WriteLineAsync(problem);
        return GatewayCommand.WrongConfiguration;
    }

    private static string SignedBy(RoutePolicy policy, DateTimeOffset now) =>
        policy.Signer is { } signer ? $"signed with the secret '{signer.SecretId(now)}'" : "unsigned: the route verifies no signature";
}
