using System.Net;
using Gateway.Admin.Captures;
using Gateway.Captures.Revival;
using Gateway.Cli.Explaining;
using Gateway.Configuration;
using Gateway.Forwarding;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Observability;
using Gateway.Outcomes;
using Gateway.Verification;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Cli.Rehearsing;

/// <summary>
/// A configuration that is compiled in this process, with stores in its memory: to judge kept requests by, each by itself and as of its
/// own reception. Nothing is passed on, claimed or taken from a budget.
/// </summary>
internal sealed class RehearsedConfiguration : IAsyncDisposable
{
    private readonly GatewayMetrics _metrics = new();
    private readonly ProviderServices _providers;
    private readonly bool _fetchesKeys;
    private GatewaySnapshot? _snapshot;
    private RouteTable? _routes;

    private RehearsedConfiguration(GatewayOptions options, bool fetchesKeys)
    {
        _providers = new ProviderServices(_metrics, options.Clock, NullLoggerFactory.Instance);
        _fetchesKeys = fetchesKeys;
    }

    /// <summary>The configuration, and everything that is wrong with it: with any problem it judges nothing.</summary>
    /// <param name="options">Where it stands.</param>
    /// <param name="fetchesKeys">Whether the keys that providers publish may be fetched.</param>
    public static async Task<(RehearsedConfiguration Configuration, LoadResult Load)> LoadAsync(GatewayOptions options, bool fetchesKeys)
    {
        var configuration = new RehearsedConfiguration(options, fetchesKeys);
        var load = await GatewayHost.LoadAsync(
            options, StageServices.InMemory(options.Clock, configuration._providers, configuration._metrics));
        if (load.Snapshot is { } snapshot)
        {
            configuration._snapshot = snapshot;
            configuration._routes = RouteTable.Of(snapshot);
        }

        return (configuration, load);
    }

    public async Task<RehearsedVerdict> JudgeAsync(CaptureSheet sheet)
    {
        // Which route: by the request as it is kept. No route is matched by a credential that a sender is to keep to itself.
        var kept = sheet.ToRequest();
        var name = await _routes!.FindAsync(ContextOf(sheet, kept.Target, kept.Headers));
        if (name is null)
        {
            return RehearsedVerdict.Unmatched;
        }

        var route = _snapshot!.Compiled[name];
        if (route.Policy.Mode == VerificationMode.None)
        {
            return RehearsedVerdict.Of(route.Policy, Outcome.Forwarded);
        }

        if (WhyNot(route) is { } reason)
        {
            return RehearsedVerdict.NotJudged(name, reason);
        }

        if (!kept.IsWhole)
        {
            return RehearsedVerdict.NotJudged(name, kept.BodyNote);
        }

        var restored = RestoredRequest.Of(kept, route.Capture.Tokens).WithoutUnread(route.Capture.Reads);
        var isToken = route.Config.Signature?.Algorithm is "shared-token" or "basic";
        foreach (var hidden in restored.Unknown)
        {
            // A token that is none of the configured ones is refused, whichever it is.
            if (!isToken || !(hidden.IsHeader ? route.Capture.TokenHeaders : route.Capture.TokenParameters).Contains(hidden.Name))
            {
                return RehearsedVerdict.NotJudged(name, $"{(hidden.IsHeader ? "header" : "query")}:{hidden.Name} is not kept");
            }
        }

        return await JudgeAsync(sheet, route, restored);
    }

    public async ValueTask DisposeAsync()
    {
        await (_routes?.DisposeAsync() ?? ValueTask.CompletedTask);
        _providers.Dispose();
        _metrics.Dispose();
    }

    private static async Task<RehearsedVerdict> JudgeAsync(CaptureSheet sheet, CompiledRoute route, RestoredRequest restored)
    {
        if (!RequestTarget.TryFindPath(restored.Target, out var path) || (!RequestTarget.IsPlain(path) && PathReadings.Of(path) is null))
        {
            return RehearsedVerdict.Of(route.Policy, Outcome.PathInvalid);
        }

        var context = ContextOf(sheet, restored.Target, restored.Headers);
        context.TraceIdentifier = sheet.RequestId;
        InboundHeaders.Clean(context.Request.Headers, route.Policy); // As the gateway does, before any stage.
        using var webhook = new InboundWebhook(
            context, route.Policy, IPAddress.TryParse(sheet.Client, out var client) ? client : null, sheet.ReceivedAt, MemoryAccount.Unlimited())
        {
            IsFromTrustedProxy = sheet.IsFromTrustedProxy,
            IsTrial = true,
        };
        var verdict = await route.Checks.Pipeline.VerifyAsync(webhook, CancellationToken.None);
        var outcome = verdict.Passed ? webhook.MonitoredOutcome ?? Outcome.Forwarded : verdict.Outcome;
        return RehearsedVerdict.Of(route.Policy, outcome, isPassedOn: verdict.Passed && outcome.Kind == OutcomeKind.Refusal);
    }

    private static DefaultHttpContext ContextOf(CaptureSheet sheet, string target, IReadOnlyList<KeyValuePair<string, string>> headers) =>
        new CapturedRequest(sheet.Method, target, headers, sheet.Body).ToContext();

    private string? WhyNot(CompiledRoute route) => route switch
    {
        { Checks.ClientCertificate.Header: null } when route.Checks.ClientCertificate is not null => "the certificate of its connection is not kept",
        _ when !_fetchesKeys && route.AreKeysFetched =>
            "the key is published by the provider, and fetched with --fetch-keys alone",
        _ => null,
    };
}
