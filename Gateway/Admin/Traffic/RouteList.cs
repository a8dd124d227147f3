using Gateway.Admin.Alarms;

namespace Gateway.Admin.Traffic;

/// <summary>One page of routes.</summary>
/// <param name="Now">By the gateway's clock.</param>
/// <param name="Since">Since when it is counted.</param>
/// <param name="SkewEnds">The end of each step of <see cref="RouteView.Skew"/> but the last, in seconds.</param>
/// <param name="Routes">By name.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Next">To be given as <c>after</c> for the next page; null behind the last.</param>
/// <param name="Alarms">What is wrong now with the gateway as a whole, and was told.</param>
/// <param name="Problems">How many the configuration file has as it lies there: it is not in force for them.</param>
/// <param name="Warnings">How many the configuration in force has.</param>
internal sealed record RouteList(
    DateTimeOffset Now,
    DateTimeOffset Since,
    IReadOnlyList<double> SkewEnds,
    IReadOnlyList<RouteView> Routes,
    int Total,
    string? Next,
    IReadOnlyList<AlarmView> Alarms,
    int Problems,
    int Warnings);
