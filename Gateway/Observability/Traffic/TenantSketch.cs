namespace Gateway.Observability.Traffic;

/// <summary>
/// Counts the tenants that have the most webhooks, however many tenants there are: space-saving (Metwally, Agrawal and El Abbadi, 2005).
/// A tenant that is not counted takes the place of the one with the fewest, and it is remembered that it may have had as many before. Who
/// has more than a 64th of all is always among them.
/// </summary>
internal sealed class TenantSketch
{
    /// <summary>Tenants that are counted at a time. Some 150 bytes each.</summary>
    public const int Places = 64;

    private readonly Dictionary<string, int> _places = new(Places, StringComparer.Ordinal);
    private readonly TenantTraffic[] _counts = new TenantTraffic[Places];
    private long _least;
    private int _next;

    /// <summary>Those that are counted, in no order.</summary>
    public IEnumerable<TenantTraffic> All => _counts.Take(_places.Count);

    /// <param name="tenant">Its name, be it proven or not.</param>
    /// <param name="end">How the webhook ended.</param>
    /// <param name="isProven">Whether it was the tenant's: only then it takes a place, or anybody could push those out that are there.</param>
    public void Add(string tenant, WebhookEnd end, bool isProven)
    {
        if (!_places.TryGetValue(tenant, out var place))
        {
            if (!isProven)
            {
                return;
            }

            place = Take(tenant);
        }

        _counts[place] = _counts[place].Plus(end, isProven);
    }

    public void Clear()
    {
        _places.Clear();
        (_least, _next) = (0, 0);
    }

    private int Take(string tenant)
    {
        var place = _places.Count;
        var uncounted = 0L;
        if (place == Places)
        {
            place = Fewest();
            uncounted = Weight(_counts[place]);
            _places.Remove(_counts[place].Tenant);
        }

        _places[tenant] = place;
        _counts[place] = new TenantTraffic(tenant, 0, 0, 0, uncounted);
        return place;
    }

    /// <summary>
    /// The next with the fewest: counts only grow, so that one with the least there was is one of them. All are looked at only when none
    /// has so few any more; with more tenants than places that would be work for each webhook, in its route's lock.
    /// </summary>
    private int Fewest()
    {
        for (var i = 0; i < Places; i++)
        {
            var place = (_next + i) % Places;
            if (Weight(_counts[place]) <= _least)
            {
                _next = place;
                return place;
            }
        }

        _least = long.MaxValue;
        for (var i = 0; i < Places; i++)
        {
            _least = Math.Min(_least, Weight(_counts[i]));
        }

        return Fewest();
    }

    private static long Weight(in TenantTraffic count) => count.Proven + count.Uncounted;
}
