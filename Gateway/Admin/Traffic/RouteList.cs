namespace Gateway.Admin.Traffic;

/// <summary>One page of routes.</summary>
/// <param name="Now">By the gateway's clock.</param>
/// <param name="Since">Since when it is counted.</param>
/// <param name="SkewEnds">The end of each step of <see cref="RouteView.Skew"/> but the last, in seconds.</param>
/// <param name="Routes">By name.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Next">To be given as <c>after</c> for the next page; null behind the last.</param>
internal sealed record RouteList(
    DateTimeOffset Now, DateTimeOffset Since, IReadOnlyList<double> SkewEnds, IReadOnlyList<RouteView> Routes, int Total, string? Next);
