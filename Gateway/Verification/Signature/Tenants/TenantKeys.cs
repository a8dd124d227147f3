using Gateway.Secrets;

namespace Gateway.Verification.Signature.Tenants;

/// <summary>
/// The keys of the tenants that were asked for last. A key that is ready to be tried takes kilobytes, a secret some bytes: of a hundred
/// thousand tenants only these are kept.
/// </summary>
/// <param name="read">Makes a key of a secret's text.</param>
/// <param name="namesKey">Whether the id of each secret is its tenant.</param>
internal sealed class TenantKeys<TKey>(Func<string, TKey> read, bool namesKey)
{
    /// <summary>A power of two. Each takes some 3 KB.</summary>
    private const int Places = 1024;

    private readonly Kept?[] _kept = new Kept?[Places];

    /// <summary>The keys of a tenant as its record says now.</summary>
    public SigningSecret<TKey>[] Of(in TenantRecord tenant)
    {
        ref var place = ref _kept[(uint)System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(tenant.Bytes) % Places];
        var kept = Volatile.Read(ref place);
        if (kept is null || !ReferenceEquals(kept.Record, tenant.Bytes))
        {
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

    /// <summary>A secret that is no key verifies nothing; the others of the tenant do.</summary>
    private SigningSecret<TKey>[] Make(in TenantRecord tenant)
    {
        var keys = new List<SigningSecret<TKey>>();
        foreach (var secret in tenant.ReadSecrets())
        {
            if (TryRead(secret.Text, out _) is { } key)
            {
                var id = namesKey ? System.Text.Encoding.ASCII.GetString(tenant.Name) : secret.Id;
                keys.Add(new SigningSecret<TKey>(id, key, secret.NotBefore, secret.NotAfter));
            }
        }

        return [.. keys];
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
