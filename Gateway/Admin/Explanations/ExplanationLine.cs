namespace Gateway.Admin.Explanations;

/// <summary>One line of what was found out about a request.</summary>
/// <param name="Name">What it is about: <c>Verdict</c>, <c>Mistake</c>, <c>Cure</c>, a stage; empty for a sentence of its own.</param>
/// <param name="Text">What is said; empty with an empty name for a gap between two parts.</param>
internal sealed record ExplanationLine(string Name, string Text)
{
    public static ExplanationLine Gap { get; } = new("", "");
}
