namespace Gateway.Storage;

/// <summary>
/// Names one event of one route: the route's name beside a SHA-256 of the event's id. The hash bounds the length of
/// what a sender can make the store keep; the name lets an operator find a route's claims.
/// </summary>
internal readonly record struct ClaimKey(string Route, UInt128 High, UInt128 Low);
