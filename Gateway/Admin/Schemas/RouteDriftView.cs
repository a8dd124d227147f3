using Gateway.Verification.Schema;

namespace Gateway.Admin.Schemas;

/// <summary>What differs between the schemas of one route and its webhooks.</summary>
/// <param name="Route">The route's name.</param>
/// <param name="Since">From when on webhooks are compared.</param>
/// <param name="Compared">How many were.</param>
/// <param name="PassedOver">How many were not, since they came too fast.</param>
/// <param name="LeftOut">How often a name was seen for which there was no room.</param>
/// <param name="Findings">The differences.</param>
internal sealed record RouteDriftView(
    string Route, DateTimeOffset Since, long Compared, long PassedOver, long LeftOut, IReadOnlyList<DriftFindingView> Findings)
{
    public static RouteDriftView Of(RouteDrift drift) => new(
        drift.Route, drift.Since, drift.Compared, drift.PassedOver, drift.LeftOut,
        [.. drift.ByEvent.SelectMany(pair => pair.Findings.Select(finding => DriftFindingView.Of(pair.Event, finding)))]);
}
