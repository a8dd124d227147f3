namespace Gateway.Alarms;

/// <summary>What alarms need to know of a route's configuration.</summary>
/// <param name="Route">The route's name.</param>
/// <param name="LateAfter">A signed time that is older at its arrival is late.</param>
/// <param name="AheadAfter">A signed time that is further ahead at its arrival is early.</param>
/// <param name="Secrets">The ids of its secrets, and when each ends.</param>
internal sealed record AlarmRoute(
    string Route, TimeSpan LateAfter, TimeSpan AheadAfter, IReadOnlyList<(string Id, DateTimeOffset? NotAfter)> Secrets);
