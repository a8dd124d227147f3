using System.Globalization;
using Gateway.Admin.Explanations;
using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Cli.Explaining;

/// <summary>Says what was found out, line by line.</summary>
internal sealed class ExplanationText
{
    private const int ResultWidth = 13;

    private readonly List<ExplanationLine> _lines = [];

    private ExplanationText()
    {
    }

    public static IReadOnlyList<ExplanationLine> Of(Explanation explanation)
    {
        var text = new ExplanationText();
        text.Write(explanation);
        return text._lines;
    }

    private void Write(Explanation explanation)
    {
        WriteHead(explanation);
        WriteStages(explanation);
        WriteVerdict(explanation);
        if (explanation.Unrouted is { } unrouted)
        {
            _lines.Add(ExplanationLine.Gap);
            Write(unrouted);
            Line("Then", Then(explanation.Now));
        }
        else if (explanation.Evidence is { } evidence)
        {
            _lines.Add(ExplanationLine.Gap);
            if (explanation.Diagnosis is { } diagnosis)
            {
                Write(diagnosis, explanation);
            }
            else
            {
                WriteUnknown(evidence);
            }
        }
    }

    private void WriteHead(Explanation explanation)
    {
        var (request, policy) = (explanation.Request, explanation.Policy);
        var type = request.Header("Content-Type") is { } text ? $", {PlainText.Of(text)}" : "";
        Line("Request", $"{request.Method} {PlainText.Of(request.Path)}, {request.Body.Length} bytes of body{type}");
        Line("Route", $"{policy.Route}{(policy.Provider is { } provider ? $" (provider '{provider}')" : "")}, {explanation.HowRouted}");
        Line("Judged at", Time(explanation.Now.Instant));
        foreach (var note in explanation.Notes)
        {
            Line("Note", note);
        }
    }

    private void WriteStages(Explanation explanation)
    {
        _lines.Add(ExplanationLine.Gap);
        Line("Stage", "Result");
        var judged = explanation.AtItsTime ?? explanation.Now;
        foreach (var ruling in judged.Rulings)
        {
            Line(ruling.Stage.ToString(), ruling.Detail.Length == 0 ? ruling.Result : ruling.Result.PadRight(ResultWidth) + ruling.Detail);
        }

        if (judged.Rulings.Count == 0)
        {
            Line("(none)", "the route stands open: \"Mode\": \"None\"");
        }

        if (explanation.AtItsTime is { } atItsTime)
        {
            _lines.Add(ExplanationLine.Gap);
            _lines.Add(new ExplanationLine(
                "",
                $"Judged as at {Time(atItsTime.Instant)}, when it says it was signed, but for its age: "
                + $"at {Time(explanation.Now.Instant)} it is out of time, whatever else is right."));
        }
    }

    private void WriteVerdict(Explanation explanation)
    {
        _lines.Add(ExplanationLine.Gap);
        var now = explanation.Now;
        if (explanation.Unrouted is not null)
        {
            Line("Verdict", "refused: no route takes it");
            return;
        }

        if (now.Outcome is not { } outcome)
        {
            Line("Verdict", "cannot be told: the keys are not here");
            return;
        }

        var unjudged = now.Rulings.Where(ruling => ruling.Result == StageRuling.NotJudged)
            .Select(ruling => ruling.Stage.ToString())
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var limit = unjudged.Count == 0 ? "" : $", as far as a file can tell (without {string.Join(" and ", unjudged)})";
        Line("Verdict", outcome.Kind switch
        {
            OutcomeKind.Forwarded => $"accepted and forwarded{limit}",
            OutcomeKind.Refusal => $"refused: {outcome.Code}",
            _ => $"answered by the gateway: {outcome.Code}{limit}",
        });
        if (explanation.Policy.Mode == VerificationMode.Monitor && outcome.Kind == OutcomeKind.Refusal)
        {
            Line("Answer", "the backend's own: the route is in Monitor, and forwards what Enforce would refuse");
        }
        else if (explanation.Policy.Monitored.Contains(now.StoppedAt) && outcome.Kind == OutcomeKind.Refusal)
        {
            Line("Answer", $"the backend's own, unless a stage behind it refuses: {now.StoppedAt} is in Monitor");
        }
        else if (now.Answer is { } answer)
        {
            Line("Answer", $"{answer.Status} {answer.ContentType} {answer.Body}".TrimEnd());
        }
        else
        {
            Line("Answer", "the backend's own");
        }

        if (explanation.Evidence is null && OutcomeAdvice.Of(outcome, explanation) is { } advice)
        {
            Line("Finding", advice.Id);
            Line("Look at", advice.Text);
        }

        if (explanation.AtItsTime is { IsAccepted: true })
        {
            Line("At its time", "it would have been accepted: only its age is wrong");
        }
    }

    private void Write(Diagnosis diagnosis, Explanation explanation)
    {
        var (id, mistake, cure) = (diagnosis.Suspicion.Id, diagnosis.Suspicion.Mistake, diagnosis.Suspicion.Cure);
        Write(new Finding(id, mistake, cure));
        Line("Proof", diagnosis.Proof);
        if (diagnosis.OnlyHere is { } why)
        {
            Line("Only here", $"the cure may be right for this request alone: {why}.");
        }

        if (explanation.Mended is { } mended)
        {
            Line("Then", Then(mended));
        }
    }

    private void Write(Finding finding)
    {
        Line("Finding", finding.Id);
        Line("Mistake", finding.Mistake);
        Line("Cure", finding.Cure);
    }

    private static string Then(Judgement judgement) => judgement.Outcome switch
    {
        { Kind: OutcomeKind.Refusal } other => $"it is refused by {judgement.StoppedAt}: {other.Code}",
        _ => "every stage that can be judged passes",
    };

    private void WriteUnknown(Evidence evidence)
    {
        var tried = string.Create(CultureInfo.InvariantCulture, $"{evidence.Work.Trials} were tried{(evidence.Work.IsCutShort ? ", not all of them," : "")} and none makes the signature right");
        if ((SeenProof.Of(evidence) ?? SeenDamage.Of(evidence) ?? SecretKinds.Of(evidence)) is { } seen)
        {
            Write(seen with { Mistake = $"likely: {seen.Mistake}" });
            Line("Proof", $"none, it is only seen: {tried}");
        }
        else
        {
            Line("Finding", "none");
            Line("Mistake", $"not found: {tried}. "
                + (evidence.SignsBody ? "The body was changed in a way that cannot be guessed, or the secret is another." : "The secret is another."));
        }

        foreach (var clue in Clues.Of(evidence))
        {
            Line("Seen", clue);
        }

        foreach (var next in Clues.Next(evidence))
        {
            Line("Check", next);
        }
    }

    private void Line(string name, string text) => _lines.Add(new ExplanationLine(name, text));

    private static string Time(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
