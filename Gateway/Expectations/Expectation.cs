namespace Gateway.Expectations;

/// <summary>What is expected of a route's provider.</summary>
/// <param name="Every">At least one verified webhook in each such time; null if that is learned.</param>
internal sealed record Expectation(TimeSpan? Every);
