namespace Gateway.Observability.Traffic;

/// <summary>The tenants with the most webhooks in the last half hour to hour: two sketches, of which the older is emptied when its time is over.</summary>
internal sealed class TopTenants
{
    private const int Minutes = 30;

    private readonly TenantSketch[] _sketches = [new(), new()];
    private readonly int[] _halves = new int[2];

    /// <inheritdoc cref="TenantSketch.Add"/>
    public void Add(int minute, string tenant, WebhookEnd end, bool isProven)
    {
        var half = minute / Minutes;
        var index = half % 2;
        if (_halves[index] != half)
        {
            _halves[index] = half;
            _sketches[index].Clear();
        }

        _sketches[index].Add(tenant, end, isProven);
    }

    /// <summary>Of this half hour and the one before, those with the most proven webhooks first.</summary>
    public IReadOnlyList<TenantTraffic> Read(int minute)
    {
        var half = minute / Minutes;
        return
        [
            .. Enumerable.Range(0, 2).Where(index => _halves[index] >= half - 1).SelectMany(index => _sketches[index].All)
                .GroupBy(count => count.Tenant, StringComparer.Ordinal)
                .Select(counts => new TenantTraffic(
                    counts.Key, counts.Sum(count => count.Passed), counts.Sum(count => count.Refused), counts.Sum(count => count.Failed),
                    counts.Sum(count => count.Uncounted)))
                .OrderByDescending(count => count.Proven)
                .ThenBy(count => count.Tenant, StringComparer.Ordinal),
        ];
    }
}
