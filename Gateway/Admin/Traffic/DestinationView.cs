namespace Gateway.Admin.Traffic;

/// <summary>One destination of a route that queues, and how it stands.</summary>
/// <param name="Name">Of its queue.</param>
/// <param name="Kind"><c>Http</c>, or the kind of broker as it is written in configuration.</param>
/// <param name="Broker">Its hosts; null for a cluster.</param>
/// <param name="State"><c>connecting</c>, <c>connected</c>, <c>away</c>, <c>unauthorized</c>, <c>untrusted</c> or <c>full</c>; null for a cluster, and before it is known.</param>
/// <param name="IsPaused">It is left alone for being down.</param>
/// <param name="Failure">How the last attempt of this process failed; null if it did not.</param>
/// <param name="FailedAt">When.</param>
internal sealed record DestinationView(string Name, string Kind, string? Broker, string? State, bool IsPaused, string? Failure, DateTimeOffset? FailedAt);
