using System.CommandLine;
using Gateway.Admin.Captures;
using Gateway.Captures.Revival;
using Gateway.Cli.Explaining.Hypotheses;
using Gateway.Cli.Explaining.Sources;
using Gateway.Cli.Providers;
using Gateway.Configuration;
using Gateway.Observability;
using Gateway.Outcomes;
using Gateway.Reading;
using Gateway.Verification;
using Gateway.Verification.Signature;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Cli.Explaining;

/// <summary>Judges a captured request by the stages of its route, and looks for the mistake if its signature is refused.</summary>
internal sealed class Explainer(GatewayOptions options, InvocationConfiguration console)
{
    private const int Refused = 1;

    public async Task<int> ExplainAsync(ExplainOrder order, CancellationToken cancellation)
    {
        var (explanation, exitCode) = await FindAsync(order, cancellation);
        if (explanation is null)
        {
            return exitCode;
        }

        await new ExplanationWriter(console.Output).WriteAsync(explanation);
        return explanation.IsAccepted ? 0 : Refused;
    }

    /// <summary>What was found out; null if the request cannot be judged, which has been said, with the exit code.</summary>
    public async Task<(Explanation? Explanation, int ExitCode)> FindAsync(ExplainOrder order, CancellationToken cancellation)
    {
        Capture? capture = null;
        if (order.File is { } file)
        {
            var (bytes, unreadable) = await CaptureSource.ReadAsync(file, cancellation);
            if (bytes is null)
            {
                return (null, await FailAsync(unreadable));
            }

            capture = CaptureFile.Read(bytes, out var problem);
            if (capture is null)
            {
                return (null, await FailAsync($"{file}: {problem}"));
            }
        }

        using var metrics = new GatewayMetrics();
        using var providers = new ProviderServices(metrics, options.Clock, NullLoggerFactory.Instance);
        var services = StageServices.InMemory(options.Clock, providers, metrics);
        var load = await GatewayHost.LoadAsync(options, services);
        if (load.Snapshot is null && load.Partial is not { Routes.Count: > 0, Compiled.Count: > 0 })
        {
            return (null, ProblemReport.Write(console.Error, options.ConfigPath, load.Problems));
        }

        var snapshot = load.Partial!;
        capture ??= Restore(order.Kept!, load);
        var choice = await RouteChoice.MakeAsync(snapshot, capture, order.Route, options.ConfigPath);
        if (choice.Route is not { } route || load.Problems.Any(problem => !IsOfARoute(problem)))
        {
            if (choice.Route is null)
            {
                await console.Error.WriteLineAsync(choice.Text);
            }

            return (null, load.Problems.Count == 0
                ? GatewayCommand.WrongConfiguration
                : ProblemReport.Write(console.Error, options.ConfigPath, load.Problems));
        }

        var explanation = await JudgeAsync(order, WithNote(capture, load), choice, route);
        if (explanation.AtItsTime is { } judged ? IsOfSignature(judged) : IsOfSignature(explanation.Now))
        {
            explanation = await SearchAsync(explanation, order, load, services);
        }

        return (explanation, 0);
    }

    /// <summary>The secrets of the other routes need not be at hand where one is looked at.</summary>
    private static bool IsOfARoute(ConfigurationProblem problem) => problem.Path.StartsWith("$.ReverseProxy.Routes", StringComparison.Ordinal);

    /// <summary>With the values that were not kept, where they are a secret of any route.</summary>
    private static Capture Restore(CaptureSheet kept, LoadResult load)
    {
        List<KeyValuePair<string, SignatureConfig>> signatures =
        [
            .. load.Partial!.Compiled.Where(pair => pair.Value.Config.Signature is not null)
                .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Config.Signature!)),
        ];
        return HiddenValues.Restore(
            kept,
            new KnownTokens(
                signatures.SelectMany(pair => KnownSecret.Of(pair.Key, pair.Value, load.Files)).Select(secret => secret.Text),
                [.. signatures.Select(pair => pair.Value.Prefix).OfType<string>().Distinct(StringComparer.Ordinal)]));
    }

    private static Capture WithNote(Capture capture, LoadResult load) => load.Problems.Count == 0
        ? capture
        : capture with { Notes = [.. capture.Notes, $"Other routes have {load.Problems.Count} problems ('gateway check' lists them) and were left out."] };

    private async Task<Explanation> JudgeAsync(ExplainOrder order, Capture capture, RouteChoice choice, CompiledRoute route)
    {
        var judge = new RouteJudge(route, order.Client, order.FetchesKeys);
        var now = order.At ?? options.Clock.GetUtcNow();
        var judgement = await judge.JudgeAsync(choice.Request, now);
        Judgement? atItsTime = null;
        if (!judgement.IsAccepted && (judgement.SignedAt ?? StampReader.Read(choice.Request, route, now)) is { } stamp && stamp != now
            && StampText.IsPlausible(stamp, now)
            && (judgement.IsOutOfTime || (judgement.StoppedAt == StageName.Signature && IsOutOfBounds(route, now - stamp))))
        {
            atItsTime = (await judge.JudgeAsync(choice.Request, stamp)).OutOfTimeAt(judgement, now - stamp);
        }

        return new Explanation(choice.Request, route, choice.Text, capture.Notes, judgement, atItsTime) { Unrouted = choice.Refusal };
    }

    private static bool IsOutOfBounds(CompiledRoute route, TimeSpan age) =>
        route.Signer?.Timestamp is { } timestamp && (age > timestamp.MaxAge || age < -timestamp.MaxSkew);

    /// <summary>Whether a mistake is worth looking for: what is signed, how, or with which stamp.</summary>
    private static bool IsOfSignature(Judgement judgement) =>
        judgement.Outcome is { } outcome
        && (outcome == Outcome.SignatureInvalid || outcome == Outcome.SignatureMalformed || outcome == Outcome.SignatureMissing
            || outcome == Outcome.TimestampMissing || outcome == Outcome.ContentTypeNotAllowed
            || (judgement.IsOutOfTime && judgement.SignedAt is { } stamp && !StampText.IsPlausible(stamp, judgement.Instant)))
        && judgement.StoppedAt is StageName.Body or StageName.Signature or StageName.Replay;

    private async Task<Explanation> SearchAsync(Explanation explanation, ExplainOrder order, LoadResult load, StageServices services)
    {
        var route = explanation.Route;
        if (route.Config.Signature is not { } signature)
        {
            return explanation;
        }

        var judged = explanation.AtItsTime ?? explanation.Now;
        var snapshot = load.Partial!;
        var others = snapshot.Compiled.Where(pair => pair.Value != route).ToDictionary(StringComparer.OrdinalIgnoreCase);
        var secrets = KnownSecret.Of(route.Policy.Route, signature, load.Files);
        var foreign = others.SelectMany(pair => KnownSecret.Of(pair.Key, pair.Value.Config.Signature, load.Files))
            .Where(secret => !secrets.Any(own => own.Text == secret.Text))
            .ToList();
        var evidence = new Evidence(
            explanation.Request, route, signature, secrets, foreign, others, judged.Outcome!, judged.Instant)
        {
            Providers = KnownProviders.Of(options.ConfigPath, load.Files),
            Defect = judged.Defect,
            Files = load.Files,
        };
        var folder = Path.GetDirectoryName(Path.GetFullPath(options.ConfigPath))!;
        evidence = evidence with { Claims = new SchemeTrial(evidence, snapshot.Settings, services, folder).ReadClaims() };
        using var direct = DirectProof.Of(evidence, evidence.Claims);
        evidence = evidence with { Direct = direct };
        var diagnosis = await new Search(evidence, new SchemeTrial(evidence, snapshot.Settings, services, folder)).RunAsync();
        var mended = diagnosis is { Suspicion: { Request: { } request, Config: null, Proof: null } }
            ? await new RouteJudge(route, order.Client, order.FetchesKeys).JudgeAsync(request, judged.Instant)
            : null;
        return explanation with { Evidence = evidence, Diagnosis = diagnosis, Mended = mended };
    }

    private async Task<int> FailAsync(string problem)
    {
        await console.Error.WriteLineAsync(problem);
        return GatewayCommand.WrongConfiguration;
    }
}
