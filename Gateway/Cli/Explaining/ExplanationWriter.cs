using System.Globalization;
using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Cli.Explaining;

/// <summary>Says what was found out, in plain text.</summary>
internal sealed class ExplanationWriter(TextWriter output)
{
    private const int NameWidth = 15;
    private const int ResultWidth = 13;

    public async Task WriteAsync(Explanation explanation)
    {
        await WriteHeadAsync(explanation);
        await WriteStagesAsync(explanation);
        await WriteVerdictAsync(explanation);
        if (explanation.Unrouted is { } unrouted)
        {
            await output.WriteLineAsync();
            await WriteAsync(unrouted);
            await LineAsync("Then", Then(explanation.Now));
        }
        else if (explanation.Evidence is { } evidence)
        {
            await output.WriteLineAsync();
            await (explanation.Diagnosis is { } diagnosis ? WriteAsync(diagnosis, explanation) : WriteUnknownAsync(evidence));
        }
    }

    private async Task WriteHeadAsync(Explanation explanation)
    {
        var (request, policy) = (explanation.Request, explanation.Policy);
        var type = request.Header("Content-Type") is { } text ? $", {PlainText.Of(text)}" : "";
        await LineAsync("Request", $"{request.Method} {PlainText.Of(request.Path)}, {request.Body.Length} bytes of body{type}");
        await LineAsync("Route", $"{policy.Route}{(policy.Provider is { } provider ? $" (provider '{provider}')" : "")}, {explanation.HowRouted}");
        await LineAsync("Judged at", Time(explanation.Now.Instant));
        foreach (var note in explanation.Notes)
        {
            await LineAsync("Note", note);
        }
    }

    private async Task WriteStagesAsync(Explanation explanation)
    {
        await output.WriteLineAsync();
        await LineAsync("Stage", "Result");
        var judged = explanation.AtItsTime ?? explanation.Now;
        foreach (var ruling in judged.Rulings)
        {
            await LineAsync(ruling.Stage.ToString(), ruling.Detail.Length == 0 ? ruling.Result : ruling.Result.PadRight(ResultWidth) + ruling.Detail);
        }

        if (judged.Rulings.Count == 0)
        {
            await LineAsync("(none)", "the route stands open: \"Mode\": \"None\"");
        }

        if (explanation.AtItsTime is { } atItsTime)
        {
            await output.WriteLineAsync();
            await output.WriteLineAsync(
                $"Judged as at {Time(atItsTime.Instant)}, when it says it was signed, but for its age: "
                + $"at {Time(explanation.Now.Instant)} it is out of time, whatever else is right.");
        }
    }

    private async Task WriteVerdictAsync(Explanation explanation)
    {
        await output.WriteLineAsync();
        var now = explanation.Now;
        if (explanation.Unrouted is not null)
        {
            await LineAsync("Verdict", "refused: no route takes it");
            return;
        }

        if (now.Outcome is not { } outcome)
        {
            await LineAsync("Verdict", "cannot be told: the keys are not here");
            return;
        }

        var unjudged = now.Rulings.Where(ruling => ruling.Result == StageRuling.NotJudged)
            .Select(ruling => ruling.Stage.ToString())
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var limit = unjudged.Count == 0 ? "" : $", as far as a file can tell (without {string.Join(" and ", unjudged)})";
        await LineAsync("Verdict", outcome.Kind switch
        {
            OutcomeKind.Forwarded => $"accepted and forwarded{limit}",
            OutcomeKind.Refusal => $"refused: {outcome.Code}",
            _ => $"answered by the gateway: {outcome.Code}{limit}",
        });
        if (explanation.Policy.Mode == VerificationMode.Monitor && outcome.Kind == OutcomeKind.Refusal)
        {
            await LineAsync("Answer", "the backend's own: the route is in Monitor, and forwards what Enforce would refuse");
        }
        else if (now.Answer is { } answer)
        {
            await LineAsync("Answer", $"{answer.Status} {answer.ContentType} {answer.Body}".TrimEnd());
        }
        else
        {
            await LineAsync("Answer", "the backend's own");
        }

        if (explanation.Evidence is null && OutcomeAdvice.Of(outcome, explanation) is { } advice)
        {
            await LineAsync("Finding", advice.Id);
            await LineAsync("Look at", advice.Text);
        }

        if (explanation.AtItsTime is { IsAccepted: true })
        {
            await LineAsync("At its time", "it would have been accepted: only its age is wrong");
        }
    }

    private async Task WriteAsync(Diagnosis diagnosis, Explanation explanation)
    {
        var (id, mistake, cure) = (diagnosis.Suspicion.Id, diagnosis.Suspicion.Mistake, diagnosis.Suspicion.Cure);
        await WriteAsync(new Finding(id, mistake, cure));
        await LineAsync("Proof", diagnosis.Proof);
        if (diagnosis.OnlyHere is { } why)
        {
            await LineAsync("Only here", $"the cure may be right for this request alone: {why}.");
        }

        if (explanation.Mended is { } mended)
        {
            await LineAsync("Then", Then(mended));
        }
    }

    private async Task WriteAsync(Finding finding)
    {
        await LineAsync("Finding", finding.Id);
        await LineAsync("Mistake", finding.Mistake);
        await LineAsync("Cure", finding.Cure);
    }

    private static string Then(Judgement judgement) => judgement.Outcome switch
    {
        { Kind: OutcomeKind.Refusal } other => $"it is refused by {judgement.StoppedAt}: {other.Code}",
        _ => "every stage that can be judged passes",
    };

    private async Task WriteUnknownAsync(Evidence evidence)
    {
        var tried = string.Create(CultureInfo.InvariantCulture, $"{evidence.Work.Trials} were tried{(evidence.Work.IsCutShort ? ", not all of them," : "")} and none makes the signature right");
        if (SeenDamage.Of(evidence) is { } seen)
        {
            await WriteAsync(seen with { Mistake = $"likely: {seen.Mistake}" });
            await LineAsync("Proof", $"none, it is only seen: {tried}");
        }
        else
        {
            await LineAsync("Finding", "none");
            await LineAsync("Mistake", $"not found: {tried}. "
                + (evidence.SignsBody ? "The body was changed in a way that cannot be guessed, or the secret is another." : "The secret is another."));
        }

        foreach (var clue in Clues.Of(evidence))
        {
            await LineAsync("Seen", clue);
        }

        foreach (var next in Clues.Next(evidence))
        {
            await LineAsync("Check", next);
        }
    }

    private Task LineAsync(string name, string text) => output.WriteLineAsync(name.PadRight(NameWidth) + text);

    private static string Time(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
