using Gateway.Storage.Tenants;

namespace Gateway.Storage.Memory.Tenants;

/// <summary>Tenants in the memory of the process: for one replica, and until it ends.</summary>
internal sealed class MemoryTenantStore(TimeProvider clock) : ITenantStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<string, TenantEntry>> _routes = new(StringComparer.Ordinal);
    private readonly Queue<(string Route, TenantEntry Entry, DateTimeOffset At)> _removed = new();
    private long _last;

    public ValueTask<TenantChanges> ChangedAsync(long after, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(new TenantChanges(
                "", _last, _last <= after ? [] : [.. _routes.Where(route => route.Value.Values.Any(entry => entry.Change > after)).Select(route => route.Key)]));
        }
    }

    public ValueTask<IReadOnlyList<TenantEntry>> PageAsync(string route, long after, int most, bool isDownward, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var entries = _routes.TryGetValue(route, out var tenants) ? tenants.Values.ToList() : [];
            return new((IReadOnlyList<TenantEntry>)
            [
                .. isDownward
                    ? entries.Where(entry => entry.Change < after).OrderByDescending(entry => entry.Change).Take(most)
                    : entries.Where(entry => entry.Change > after).OrderBy(entry => entry.Change).Take(most),
            ]);
        }
    }

    public ValueTask<TenantEntry?> ReadAsync(string route, string tenant, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(_routes.GetValueOrDefault(route)?.GetValueOrDefault(tenant));
        }
    }

    public ValueTask<TenantWrite> WriteAsync(
        string route, string tenant, byte[]? content, long change, CancellationToken cancellation)
    {
        lock (_gate)
        {
            Forget();
            var tenants = _routes.GetValueOrDefault(route) ?? [];
            var known = tenants.GetValueOrDefault(tenant);
            if ((known?.Change ?? 0) != change)
            {
                return new(TenantWrite.Overtaken);
            }

            if (known is null && content is not null && tenants.Count >= ITenantStore.MostTenants)
            {
                return new(TenantWrite.Full);
            }

            // The caller's memory may be somebody else's soon.
            var entry = new TenantEntry(tenant, (byte[]?)content?.Clone(), ++_last);
            tenants[tenant] = entry;
            _routes[route] = tenants;
            if (content is null)
            {
                _removed.Enqueue((route, entry, clock.GetUtcNow()));
            }

            return new(TenantWrite.Written);
        }
    }

    private void Forget()
    {
        while (_removed.TryPeek(out var oldest) && clock.GetUtcNow() - oldest.At > ITenantStore.RemovalsToldFor)
        {
            _removed.Dequeue();
            if (_routes[oldest.Route].GetValueOrDefault(oldest.Entry.Tenant) == oldest.Entry)
            {
                _routes[oldest.Route].Remove(oldest.Entry.Tenant);
            }
        }
    }
}
