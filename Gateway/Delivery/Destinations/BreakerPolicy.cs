namespace Gateway.Delivery.Destinations;

/// <summary>When a destination counts as down.</summary>
/// <param name="Failures">So many in a row.</param>
/// <param name="Pause">Before it is tried again.</param>
internal sealed record BreakerPolicy(int Failures, TimeSpan Pause);
