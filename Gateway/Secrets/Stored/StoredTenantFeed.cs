using System.Collections.Concurrent;
using Gateway.Storage;
using Gateway.Storage.Tenants;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Secrets.Stored;

/// <summary>
/// Reads from the store what has changed of tenants, those of all routes with one question where nothing has. Now and then everything is read
/// anew: a primary that was promoted may lack changes, and count others with their numbers.
/// </summary>
internal sealed class StoredTenantFeed : ITenantFeed, IDisposable
{
    /// <summary>How often everything is read anew.</summary>
    public static readonly TimeSpan WholePeriod = TimeSpan.FromHours(1);

    private const int PageSize = 2000;

    // As they are written, which is what the store has them under: written anew in other letters a route is another to both.
    private readonly ConcurrentDictionary<string, StoredTenants> _routes = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1);
    private ILogger _logger = NullLogger.Instance;
    private ITenantStore? _store;
    private TenantCipher? _cipher;
    private TimeProvider _clock = TimeProvider.System;
    private string _epoch = "";
    private string _keyNames = "";
    private long _seen;
    private long? _wholeAt;

    public string Name => "the store";

    /// <summary>From here on it reads; before, nothing is known.</summary>
    public void Connect(ITenantStore store, TenantCipher cipher, TimeProvider clock, ILogger logger) =>
        (_store, _cipher, _clock, _logger) = (store, cipher, clock, logger);

    /// <summary>The tenants of a route; they are read with the next refresh.</summary>
    public StoredTenants Of(string route) => _routes.GetOrAdd(route, name => new StoredTenants(name, this));

    /// <summary>Takes what is new from the store; what is known stays as long as that does not answer, which it says itself.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_store is { } store && _cipher is { } cipher)
            {
                await RefreshAsync(store, cipher, cancellation);
            }
        }
        catch (StoreUnavailableException)
        {
            // Counted and logged by the store.
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Who was taken back while nobody asked must not count when somebody asks again.</summary>
    public void Rest()
    {
        foreach (var route in _routes.Values)
        {
            route.Doubt();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task RefreshAsync(ITenantStore store, TenantCipher cipher, CancellationToken cancellation)
    {
        var (startedAt, keyNames) = (_clock.GetTimestamp(), cipher.KeyNames);
        var changes = await store.ChangedAsync(_seen, cancellation);
        var isWhole = _wholeAt is not { } before || _clock.GetElapsedTime(before) >= WholePeriod
            || changes.Epoch != _epoch || changes.Last < _seen || keyNames != _keyNames;
        var changed = changes.Routes.ToHashSet(StringComparer.Ordinal);
        foreach (var route in _routes.Values)
        {
            if (isWhole || !route.IsWhole || changed.Contains(route.Route))
            {
                await ReadAsync(route, isWhole || !route.IsWhole, store, cipher, cancellation);
            }
        }

        (_seen, _epoch, _keyNames) = (changes.Last, changes.Epoch, keyNames);
        _wholeAt = isWhole ? startedAt : _wholeAt;
    }

    private async Task ReadAsync(StoredTenants route, bool isWhole, ITenantStore store, TenantCipher cipher, CancellationToken cancellation)
    {
        var (tenants, seen) = isWhole ? (new TenantTable(), 0L) : (route.Tenants, route.Seen);
        var damaged = new HashSet<string>(StringComparer.Ordinal);
        route.Damaged.Logger = _logger;
        while (await store.PageAsync(route.Route, seen, PageSize, isDownward: false, cancellation) is { Count: > 0 } page)
        {
            foreach (var entry in page)
            {
                Take(route, tenants, entry, cipher, damaged);
            }

            seen = page[^1].Change;
        }

        route.Put(tenants, seen);
        route.Damaged.EndLook(isWhole ? damaged : null);
    }

    private static void Take(StoredTenants route, TenantTable tenants, TenantEntry entry, TenantCipher cipher, HashSet<string> damaged)
    {
        var isKnown = route.Tenants.TryFind(entry.Tenant, out var known);
        if (entry.Content is not { } content)
        {
            route.Damaged.Remove(entry.Tenant);
            tenants.Remove(entry.Tenant);
            return;
        }

        if (cipher.Open(route.Route, entry.Tenant, content) is not { } opened)
        {
            damaged.Add(entry.Tenant);
            route.Damaged.Add(entry.Tenant, "cannot be decrypted by any of 'Storage:EncryptionKeys', or was changed by another hand.");
            if (isKnown)
            {
                tenants.Set(known); // As it was: a key that was taken out by mistake refuses nobody.
            }

            return;
        }

        route.Damaged.Remove(entry.Tenant);
        var record = opened.Pack(entry.Tenant);
        tenants.Set(isKnown && record.Bytes.AsSpan().SequenceEqual(known.Bytes) ? known : record);
    }
}
