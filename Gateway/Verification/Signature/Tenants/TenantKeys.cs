using System.Runtime.CompilerServices;
using Gateway.Secrets;

namespace Gateway.Verification.Signature.Tenants;

/// <summary>
/// The keys of the tenants that have sent last. A key that is ready to be tried takes half a kilobyte and more, a secret
/// some bytes: of a hundred thousand tenants only these are kept.
/// </summary>
/// <param name="read">Makes a key of a secret's text.</param>
/// <param name="namesKey">Whether the id of each secret is its tenant.</param>
internal sealed class TenantKeys<TKey>(Func<string, TKey> read, bool namesKey)
{
    private const int FewestPlaces = 64;

    /// <summary>A key takes 500 bytes, a public one 3 KB: with one a tenant 2 to 12 MB of a route, if so many tenants send.</summary>
    private const int MostPlaces = 4096;

    private Places _places = new(FewestPlaces);
    private int _missed;

    /// <summary>The keys of a tenant as its record says now: those that are kept, or made for this webhook alone.</summary>
    public TenantKeySet<TKey> Of(in TenantRecord tenant)
    {
        var places = Volatile.Read(ref _places);
        var place = places.Find(RuntimeHelpers.GetHashCode(tenant.Bytes));
        var kept = Volatile.Read(ref places.Kept[place]);
        return kept is not null && ReferenceEquals(kept.Record, tenant.Bytes) ? kept : new TenantKeySet<TKey>(this, tenant.Bytes, Make(tenant));
    }

    /// <summary>
    /// Says that a webhook was signed by the tenant. Once for each, and for no other: keys are kept for whoever has sent twice, without
    /// another in between that shares the place and is not kept. Of a hundred thousand that send in turn each would push out another, and
    /// live just long enough for the collector to carry it along; and no unsigned webhook pushes out anybody's.
    /// </summary>
    public void Keep(TenantKeySet<TKey> keys)
    {
        if (keys.IsKept)
        {
            return;
        }

        var places = Volatile.Read(ref _places);
        var hash = RuntimeHelpers.GetHashCode(keys.Record);
        var place = places.Find(hash);
        var before = places.Asked[place];
        if (before == hash)
        {
            keys.IsKept = true;
            Volatile.Write(ref places.Kept[place], keys);
            return;
        }

        places.Asked[place] = hash;
        if (before != 0 && Interlocked.Increment(ref _missed) > places.Kept.Length && places.Kept.Length < MostPlaces)
        {
            Grow(places); // Two that meet in a place and take turns would both be made for each webhook.
        }
    }

    /// <summary>
    /// The keys as if they were of the tenant that a webhook names: one that names its key is refused at once where no key has that
    /// name, and how soon would tell who is a tenant.
    /// </summary>
    public SigningSecret<TKey>[] As(SigningSecret<TKey>[] keys, string name)
    {
        if (!namesKey || name.Length == 0)
        {
            return keys;
        }

        var named = new SigningSecret<TKey>[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            named[i] = keys[i].WithId(name);
        }

        return named;
    }

    /// <summary>
    /// The work of making them, for a webhook that is refused or waits and whose keys were kept: those of who has just sent are, and how
    /// soon the refusal comes would tell who that is.
    /// </summary>
    public void MakeInVain(in TenantRecord tenant) => Make(tenant);

    /// <summary>What another thread puts into the smaller ones meanwhile is made once more.</summary>
    private void Grow(Places places)
    {
        var more = new Places(2 * places.Kept.Length);
        foreach (var kept in places.Kept)
        {
            if (kept is not null)
            {
                more.Kept[more.Find(RuntimeHelpers.GetHashCode(kept.Record))] = kept;
            }
        }

        if (Interlocked.CompareExchange(ref _places, more, places) == places)
        {
            Volatile.Write(ref _missed, 0);
        }
    }

    /// <summary>A secret that is no key verifies nothing; the others of the tenant do.</summary>
    private SigningSecret<TKey>[] Make(in TenantRecord tenant)
    {
        var secrets = tenant.ReadSecrets();
        var keys = new SigningSecret<TKey>[secrets.Length];
        var count = 0;
        foreach (var secret in secrets)
        {
            if (TryRead(secret.Text, out _) is { } key)
            {
                var id = namesKey ? System.Text.Encoding.ASCII.GetString(tenant.Name) : secret.Id;
                keys[count++] = new SigningSecret<TKey>(id, key, secret.NotBefore, secret.NotAfter);
            }
        }

        return count == keys.Length ? keys : keys[..count];
    }

    /// <summary>The key; the default, and why, if the text makes none.</summary>
    public TKey? TryRead(string text, out string problem)
    {
        if (PublicSecrets.Contains(text))
        {
            problem = "is a secret that a provider tests with and everybody knows; use the webhook's own.";
            return default;
        }

        try
        {
            problem = "";
            return read(text);
        }
        catch (FormatException exception)
        {
            problem = exception.Message;
            return default;
        }
    }

    /// <param name="count">A power of two.</param>
    private sealed class Places(int count)
    {
        public TenantKeySet<TKey>?[] Kept { get; } = new TenantKeySet<TKey>?[count];

        /// <summary>Who has sent last without being kept there: a hash of it, which only says that it may be the same.</summary>
        public int[] Asked { get; } = new int[count];

        public int Find(int hash) => hash & (Kept.Length - 1);
    }
}
