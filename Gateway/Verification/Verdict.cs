using Gateway.Outcomes;

namespace Gateway.Verification;

/// <summary>What a stage decided. The zero value refuses, so a forgotten answer fails closed.</summary>
internal readonly record struct Verdict
{
    private readonly Outcome? _outcome;

    private Verdict(bool passed, Outcome? outcome) => (Passed, _outcome) = (passed, outcome);

    public static Verdict Pass { get; } = new(passed: true, outcome: null);

    public bool Passed { get; }

    /// <summary>How the journey ends here. What the answer needs beside it stands on the webhook.</summary>
    public Outcome Outcome => _outcome ?? Outcome.Undecided;

    public static Verdict Stop(Outcome outcome) => new(passed: false, outcome);
}
