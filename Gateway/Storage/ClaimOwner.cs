namespace Gateway.Storage;

/// <summary>
/// Tells one attempt at an event from the next, so that an attempt that outlived its lease cannot release the claim
/// that a later attempt holds by now.
/// </summary>
internal readonly record struct ClaimOwner(Guid Value);
