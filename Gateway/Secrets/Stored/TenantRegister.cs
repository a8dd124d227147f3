using Gateway.Storage.Tenants;

namespace Gateway.Secrets.Stored;

/// <summary>Reads and changes the tenants in the store, for who administers them.</summary>
internal sealed class TenantRegister(ITenantStore store, TenantCipher cipher)
{
    /// <summary>By others, while it is read and written: whoever changes a tenant hundreds of times a second is no administrator.</summary>
    private const int MostOvertakings = 10;

    /// <summary>The tenant as it is; the state says whether there is one that can be read.</summary>
    public async ValueTask<(RegisterState State, StoredTenant? Tenant)> FindAsync(string route, string tenant, CancellationToken cancellation) =>
        Read(route, tenant, await store.ReadAsync(route, tenant, cancellation));

    /// <summary>Tenants by their last changes, and where to go on; those that cannot be read are null.</summary>
    public async ValueTask<(IReadOnlyList<(string Name, StoredTenant? Tenant)> Tenants, long? Next)> PageAsync(
        string route, long after, int most, bool isDownward, CancellationToken cancellation)
    {
        var found = new List<(string, StoredTenant?)>();
        while (await store.PageAsync(route, after, most, isDownward, cancellation) is { Count: > 0 } page)
        {
            foreach (var entry in page)
            {
                after = entry.Change;
                if (entry.Content is not null)
                {
                    found.Add((entry.Tenant, Read(route, entry.Tenant, entry).Tenant));
                }

                if (found.Count == most)
                {
                    return (found, after);
                }
            }
        }

        return (found, null);
    }

    /// <summary>Changes a tenant; whatever others do meanwhile is a part of what is changed.</summary>
    /// <param name="route">Whose.</param>
    /// <param name="tenant">Its name.</param>
    /// <param name="change">The tenant as it should be, of the one that is; itself changes nothing, null removes it.</param>
    /// <param name="cancellation">Gives up.</param>
    public async ValueTask<(RegisterState State, StoredTenant? Tenant)> ChangeAsync(
        string route, string tenant, Func<StoredTenant?, StoredTenant?> change, CancellationToken cancellation)
    {
        for (var overtakings = 0; overtakings < MostOvertakings; overtakings++)
        {
            var entry = await store.ReadAsync(route, tenant, cancellation);
            var (state, before) = Read(route, tenant, entry);
            var changed = change(before);
            if (ReferenceEquals(changed, before) && state != RegisterState.Unreadable)
            {
                return (state, before);
            }

            if (state == RegisterState.Unreadable && changed is not null)
            {
                return (state, null); // What is added to what nobody can read would take the rest away.
            }

            var content = changed is null ? null : cipher.Seal(route, tenant, changed);
            if ((changed is not null && content is null) || content?.Length > ITenantStore.MostBytes)
            {
                return (content is null ? RegisterState.Unencrypted : RegisterState.TooLarge, before);
            }

            switch (await store.WriteAsync(route, tenant, content, entry?.Change ?? 0, cancellation))
            {
                case TenantWrite.Written:
                    return (changed is null ? RegisterState.None : RegisterState.Known, changed);
                case TenantWrite.Full:
                    return (RegisterState.Full, before);
                default:
                    continue;
            }
        }

        return (RegisterState.Busy, null);
    }

    private (RegisterState State, StoredTenant? Tenant) Read(string route, string tenant, TenantEntry? entry)
    {
        if (entry?.Content is not { } content)
        {
            return (RegisterState.None, null);
        }

        var opened = cipher.Open(route, tenant, content);
        return (opened is null ? RegisterState.Unreadable : RegisterState.Known, opened);
    }
}
