namespace Gateway.Observability;

/// <summary>Series that stand at 0 before their first event.</summary>
internal sealed partial class GatewayMetrics
{
    private static readonly string[] Results = ["success", "failure"];

    /// <summary>Those of the gateway as a whole.</summary>
    public void Announce()
    {
        foreach (var result in Results)
        {
            _reloads.Add(0, new KeyValuePair<string, object?>("result", result));
        }
    }

    /// <param name="route">The route.</param>
    /// <param name="mode">Its mode, in lower case.</param>
    /// <param name="outcomes">How its webhooks may end.</param>
    /// <param name="keys">The ids of its secrets.</param>
    public void AnnounceRoute(string route, string mode, IEnumerable<string> outcomes, IEnumerable<string> keys)
    {
        var label = new KeyValuePair<string, object?>("route", route);
        foreach (var outcome in outcomes)
        {
            _requests.Add(0, new("mode", mode), new("outcome", outcome), label);
        }

        foreach (var statusClass in StatusClasses.Distinct(StringComparer.Ordinal))
        {
            _backend.Add(0, label, new("status_class", statusClass));
        }

        foreach (var key in keys)
        {
            _keys.Add(0, new("key", key), label);
        }
    }

    /// <param name="route">A route that verifies.</param>
    /// <param name="defects">What may be wrong with a body as JSON.</param>
    public void AnnounceBody(string route, IEnumerable<string> defects)
    {
        var label = new KeyValuePair<string, object?>("route", route);
        _violations.Add(0, new("result", "refused"), label);
        _violations.Add(0, new("result", "warned"), label);
        foreach (var defect in defects)
        {
            _defects.Add(0, new("defect", defect), label);
        }
    }
}
