namespace Gateway.Storage;

/// <summary>One permit to take from one budget.</summary>
/// <param name="Key">The budget.</param>
/// <param name="Limit">Permits in <paramref name="Period"/>; also the largest burst. At least 1.</param>
/// <param name="Period">The time over which <paramref name="Limit"/> permits come back, evenly spread.</param>
internal readonly record struct RateLimitCharge(RateLimitKey Key, int Limit, TimeSpan Period);
