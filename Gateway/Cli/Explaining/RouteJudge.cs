using System.Globalization;
using System.Net;
using System.Text;
using Gateway.Configuration;
using Gateway.Forwarding;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Outcomes;

namespace Gateway.Cli.Explaining;

/// <summary>Runs a route's own stages over a request that is not there: nothing is forwarded, and what a file cannot know is not judged.</summary>
/// <param name="route">The route.</param>
/// <param name="client">Who called; null if that is not known.</param>
/// <param name="fetchesKeys">Whether the keys that the provider publishes may be fetched.</param>
internal sealed class RouteJudge(CompiledRoute route, IPAddress? client, bool fetchesKeys)
{
    public async Task<Judgement> JudgeAsync(CapturedRequest request, DateTimeOffset instant)
    {
        var context = request.ToContext();
        InboundHeaders.Clean(context.Request.Headers, route.Policy); // As the gateway does, before any stage.
        context.TraceIdentifier = "-"; // the gateway's own, which nobody knows here
        using var webhook = new InboundWebhook(context, route.Policy, client, instant, MemoryAccount.Unlimited());
        var rulings = new List<StageRuling>();
        var outcome = MayBeResolved(webhook.RawTarget) ? Outcome.PathInvalid : null;
        var isUnknown = false;
        foreach (var stage in route.Checks.Pipeline.Stages)
        {
            if (outcome is not null)
            {
                rulings.Add(new StageRuling(stage.Name, StageRuling.NotReached));
                continue;
            }

            if (isUnknown || WhyNot(stage.Name) is not null)
            {
                isUnknown |= stage.Name == StageName.Signature;
                rulings.Add(new StageRuling(stage.Name, StageRuling.NotJudged, WhyNot(stage.Name) ?? "the sender is not proven"));
                continue;
            }

            var verdict = await stage.VerifyAsync(webhook, CancellationToken.None);
            if (verdict.Passed)
            {
                rulings.Add(new StageRuling(stage.Name, StageRuling.Passed, Found(stage.Name, webhook)));
                continue;
            }

            outcome = verdict.Outcome;
            webhook.StoppedAt = stage.Name;
            rulings.Add(new StageRuling(
                stage.Name, outcome.Kind == OutcomeKind.Refusal ? StageRuling.Refused : StageRuling.Answered, Why(outcome, webhook)));
        }

        if (!isUnknown)
        {
            outcome ??= Outcome.Forwarded;
        }

        return new Judgement(instant, rulings, outcome, webhook.StoppedAt, webhook.SignedAt, await AnswerAsync(webhook, outcome))
        {
            Defect = webhook.ProofDefect,
        };
    }

    /// <summary>Whether the gateway refuses it before any stage. What leads to another route than this it does not know here.</summary>
    private static bool MayBeResolved(string target) =>
        !RequestTarget.TryFindPath(target, out var path) || (!RequestTarget.IsPlain(path) && PathReadings.Of(path) is null);

    /// <summary>Why a stage cannot be judged by what stands in a file; null if it can.</summary>
    private string? WhyNot(StageName stage) => stage switch
    {
        StageName.IpAllowList when client is null => "a file does not say who called; --client IP does",
        StageName.RateLimit => "a file does not say how many came before",
        StageName.Signature when route.AreKeysFetched && !fetchesKeys => "the key is published by the provider, and fetched with --fetch-keys alone",
        StageName.Handshake when route.Config.Handshake?.Any(handshake => handshake.Confirm is not null) == true =>
            "a challenge of this provider is confirmed by a call to it, which is not made here",
        _ => null,
    };

    /// <summary>What a stage has found out, which may all be shown.</summary>
    private static string Found(StageName stage, InboundWebhook webhook) => stage switch
    {
        StageName.Body => string.Create(CultureInfo.InvariantCulture, $"{webhook.Body.Length} bytes"),
        StageName.Signature => $"by the key '{webhook.KeyId}'",
        StageName.Replay => $"signed at {webhook.SignedAt!.Value.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}",
        StageName.Events when webhook.EventType is { } type => $"type '{PlainText.Of(type)}'",
        StageName.Deduplication => "new to an empty store; what the gateway's own has seen, a file does not say",
        _ => "",
    };

    private static string Why(Outcome outcome, InboundWebhook webhook)
    {
        if (outcome == Outcome.TimestampTooOld || outcome == Outcome.TimestampInFuture)
        {
            return webhook.SignedAt is { } signedAt
                ? $"{outcome.Code}: signed {Distance(webhook.ReceivedAt - signedAt)}"
                : WithDefect(outcome, webhook);
        }

        var violations = webhook.Violations.Select(violation => PlainText.Of($"{violation.InstanceLocation} {violation.KeywordLocation}"));
        return webhook.Violations.Count == 0 ? WithDefect(outcome, webhook) : $"{outcome.Code}: {string.Join("; ", violations)}";
    }

    /// <summary>The log's words for what is wrong with the proof of the sender.</summary>
    private static string WithDefect(Outcome outcome, InboundWebhook webhook) =>
        RefusalDetail.Of(webhook, outcome) is { } detail ? $"{outcome.Code}: {PlainText.Of(detail)}" : outcome.Code;

    private static string Distance(TimeSpan age) =>
        age >= TimeSpan.Zero ? $"{age:c} before it is judged" : $"{-age:c} after it is judged";

    private static async Task<GivenAnswer?> AnswerAsync(InboundWebhook webhook, Outcome? outcome)
    {
        var isForwarded = outcome is null or { Kind: OutcomeKind.Forwarded }
            || (webhook.Policy.Mode == VerificationMode.Monitor && outcome != Outcome.Handshake);
        if (isForwarded)
        {
            return null;
        }

        await AnswerWriter.WriteAsync(webhook, outcome!);
        var response = webhook.Context.Response;
        await response.BodyWriter.FlushAsync();
        var body = ((MemoryStream)response.Body).ToArray();

        // A challenge may be answered with what the secret makes of it.
        var shown = outcome!.Kind == OutcomeKind.Handshake
            ? string.Create(CultureInfo.InvariantCulture, $"({body.Length} bytes, as the provider expects)")
            : PlainText.Of(Encoding.UTF8.GetString(body));
        return new GivenAnswer(response.StatusCode, response.ContentType, shown);
    }
}
