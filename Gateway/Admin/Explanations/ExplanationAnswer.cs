namespace Gateway.Admin.Explanations;

/// <summary>What was found out about a kept request, as <c>gateway explain</c> writes it.</summary>
/// <param name="IsAccepted">Whether the configuration as the file has it now would accept the request, at its own time.</param>
/// <param name="Lines">In order; empty if it could not be judged.</param>
/// <param name="Problem">Why it could not be judged; null if it was.</param>
internal sealed record ExplanationAnswer(bool IsAccepted, IReadOnlyList<ExplanationLine> Lines, string? Problem);
