namespace Gateway.Intake;

/// <summary>What tells one attempt at an accepted webhook from the next.</summary>
/// <param name="Id">The gateway's name for the accepted webhook.</param>
/// <param name="Attempt">From 1, for each destination.</param>
internal readonly record struct DeliveryNumber(Guid Id, int Attempt);
