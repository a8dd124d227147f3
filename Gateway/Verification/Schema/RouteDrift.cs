using Gateway.JsonSchema.Drift;

namespace Gateway.Verification.Schema;

/// <summary>What differs between the schemas of one route and its webhooks.</summary>
/// <param name="Route">The route's name.</param>
/// <param name="Since">From when on webhooks are compared: the start, or the last reload.</param>
/// <param name="Compared">How many were.</param>
/// <param name="PassedOver">How many were not, since they came too fast.</param>
/// <param name="LeftOut">How often a name was seen for which there was no room.</param>
/// <param name="ByEvent">The findings by the event type whose schema it is; of the schema for all others by the empty text.</param>
internal sealed record RouteDrift(
    string Route,
    DateTimeOffset Since,
    long Compared,
    long PassedOver,
    long LeftOut,
    IReadOnlyList<(string Event, IReadOnlyList<DriftFinding> Findings)> ByEvent);
