namespace Gateway.JsonSchema.Drift;

/// <summary>One difference between a schema and the payloads.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Place">A JSON pointer into payloads, with <c>*</c> for every element of an array and every member of a map.</param>
/// <param name="Name">The type or value; null for members, whose name ends the place.</param>
/// <param name="Count">How often it was seen; 0 for what never was.</param>
/// <param name="First">When it was seen first; null for what never was.</param>
/// <param name="Last">When it was seen last.</param>
internal sealed record DriftFinding(DriftKind Kind, string Place, string? Name, long Count, DateTimeOffset? First, DateTimeOffset? Last);
