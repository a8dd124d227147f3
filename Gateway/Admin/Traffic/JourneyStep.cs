namespace Gateway.Admin.Traffic;

/// <summary>One stage of a journey.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="Result"><c>passed</c>, <c>stopped</c> or <c>not reached</c>.</param>
internal sealed record JourneyStep(string Stage, string Result)
{
    /// <summary>What the stages of a route made of a webhook that one of them stopped, or none.</summary>
    public static IReadOnlyList<JourneyStep> Of(IReadOnlyList<string> stages, string? stoppedAt)
    {
        var end = stoppedAt is null ? stages.Count : stages.ToList().IndexOf(stoppedAt);
        return end < 0
            ? [] // The configuration has changed since.
            : [.. stages.Select((stage, index) => new JourneyStep(stage, index < end ? "passed" : index == end ? "stopped" : "not reached"))];
    }
}
