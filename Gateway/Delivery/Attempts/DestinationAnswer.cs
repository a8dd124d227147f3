namespace Gateway.Delivery.Attempts;

/// <summary>What came of sending a request to a destination.</summary>
/// <param name="StatusCode">What it answered; 0 without an answer.</param>
/// <param name="HasTimedOut">Without an answer: because the route's timeout, or one of YARP's own, ended it.</param>
/// <param name="RetryAfter">The header as it stands; empty without one.</param>
/// <param name="Failure">Why it gave none, or not the whole of it; null if it did.</param>
internal readonly record struct DestinationAnswer(int StatusCode, bool HasTimedOut, string RetryAfter, string? Failure);
