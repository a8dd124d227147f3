namespace Gateway.JsonSchema.Learning;

/// <summary>A member of the objects at one place.</summary>
internal sealed class LearntMember
{
    /// <summary>In how many of the objects it is.</summary>
    public long Count { get; set; }

    public LearntPlace Place { get; init; } = new();
}
