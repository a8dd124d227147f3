using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Cli.Explaining;

/// <summary>What the stages of a route said of a request, one after the other.</summary>
/// <param name="Instant">When it was judged.</param>
/// <param name="Rulings">One for each stage, in their order.</param>
/// <param name="Outcome">How the journey ends; null if it cannot be told.</param>
/// <param name="StoppedAt">The stage that ended it; none if it was let through.</param>
/// <param name="SignedAt">The stamp, once it was read.</param>
/// <param name="Answer">What the sender would get; null if the backend would answer.</param>
internal sealed record Judgement(
    DateTimeOffset Instant,
    IReadOnlyList<StageRuling> Rulings,
    Outcome? Outcome,
    StageName StoppedAt,
    DateTimeOffset? SignedAt,
    GivenAnswer? Answer)
{
    /// <summary>What is wrong with the proof of the sender; null where nothing is, or it says nothing.</summary>
    public ProofDefect? Defect { get; init; }

    /// <summary>Whether nothing is wrong: let through, or answered as a challenge, a duplicate or an event that nobody wants.</summary>
    public bool IsAccepted => Outcome is { Kind: not OutcomeKind.Refusal };

    /// <summary>Whether only its age is wrong.</summary>
    public bool IsOutOfTime => Outcome == Outcome.TimestampTooOld || Outcome == Outcome.TimestampInFuture;

    /// <summary>
    /// The same with the age that it has now: of a capture of yesterday every stage is judged at its own time, and that it is
    /// out of time now is one finding among them.
    /// </summary>
    public Judgement OutOfTimeAt(Judgement now, TimeSpan age) => this with
    {
        Rulings =
        [
            .. Rulings.Select(ruling => ruling is { Stage: StageName.Replay, Result: StageRuling.Passed }
                ? new StageRuling(StageName.Replay, StageRuling.Refused, RefusedFor(now, age))
                : ruling),
        ],
    };

    private static string RefusedFor(Judgement now, TimeSpan age)
    {
        var code = (age > TimeSpan.Zero ? Outcomes.Outcome.TimestampTooOld : Outcomes.Outcome.TimestampInFuture).Code;
        return now.Rulings.FirstOrDefault(ruling => ruling is { Stage: StageName.Replay, Result: StageRuling.Refused })?.Detail ?? code;
    }
}
