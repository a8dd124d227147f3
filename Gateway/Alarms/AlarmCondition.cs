namespace Gateway.Alarms;

/// <summary>Something that is wrong now.</summary>
/// <param name="Kind">What.</param>
/// <param name="Route">Where; empty for the gateway as a whole.</param>
/// <param name="Text">For people; of configured names and numbers only.</param>
internal sealed record AlarmCondition(AlarmKind Kind, string Route, string Text)
{
    /// <summary>The same in parts, for programs.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>It is told again, in another period, if this has grown.</summary>
    public long Level { get; init; }

    /// <summary>
    /// Which of several the route has: ids of secrets, destinations. It is told again, in another period, if there is one among them that was not
    /// told.
    /// </summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];
}
