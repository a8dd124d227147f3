namespace Gateway.Storage.Leases;

/// <summary>Permits that are wanted of one budget.</summary>
/// <param name="Charge">The budget, and what one permit takes of it.</param>
/// <param name="Least">That many, or none of anything.</param>
/// <param name="Most">At least <paramref name="Least"/>: more, as far as there are.</param>
internal readonly record struct BudgetAsk(RateLimitCharge Charge, int Least, int Most);
