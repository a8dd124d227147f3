using System.Runtime.CompilerServices;
using Gateway.Secrets;

namespace Gateway.Verification.Signature.Tenants;

/// <summary>
/// The keys of the tenants that were asked for last. A key that is ready to be tried takes half a kilobyte and more, a secret
/// some bytes: of a hundred thousand tenants only these are kept.
/// </summary>
/// <param name="read">Makes a key of a secret's text.</param>
/// <param name="namesKey">Whether the id of each secret is its tenant.</param>
internal sealed class TenantKeys<TKey>(Func<string, TKey> read, bool namesKey)
{
    private const int FewestPlaces = 64;

    /// <summary>Each takes 500 bytes, of a public key 3 KB: 2 to 12 MB of a route, if so many tenants send.</summary>
    private const int MostPlaces = 4096;

    private Kept?[] _kept = new Kept?[FewestPlaces]; // A power of two.
    private int _pushedOut;

    /// <summary>The keys of a tenant as its record says now.</summary>
    public SigningSecret<TKey>[] Of(in TenantRecord tenant)
    {
        var places = Volatile.Read(ref _kept);
        ref var place = ref places[PlaceOf(tenant.Bytes, places.Length)];
        var kept = Volatile.Read(ref place);
        if (kept is null || !ReferenceEquals(kept.Record, tenant.Bytes))
        {
            // Two that meet there and take turns would both be made for each webhook: then there are too few places.
            if (kept is not null && Interlocked.Increment(ref _pushedOut) > places.Length && places.Length < MostPlaces)
            {
                Grow(places);
            }

            kept = new Kept(tenant.Bytes, Make(tenant));
            Volatile.Write(ref place, kept);
        }

        return kept.Keys;
    }

    /// <summary>
    /// The keys as if they were of the tenant that a webhook names: one that names its key is refused at once where no key has that
    /// name, and how soon would tell who is a tenant.
    /// </summary>
    public SigningSecret<TKey>[] As(in TenantRecord tenant, string name)
    {
        var keys = Of(tenant);
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

    private static int PlaceOf(byte[] record, int places) => RuntimeHelpers.GetHashCode(record) & (places - 1);

    /// <summary>What another thread puts into the smaller array meanwhile is made once more.</summary>
    private void Grow(Kept?[] places)
    {
        var more = new Kept?[2 * places.Length];
        foreach (var kept in places)
        {
            if (kept is not null)
            {
                more[PlaceOf(kept.Record, more.Length)] = kept;
            }
        }

        if (Interlocked.CompareExchange(ref _kept, more, places) == places)
        {
            Volatile.Write(ref _pushedOut, 0);
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

    private sealed record Kept(byte[] Record, SigningSecret<TKey>[] Keys);
}
