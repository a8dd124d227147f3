using System.Globalization;

namespace Gateway.Verification.Signature.KeySets;

/// <summary>What one algorithm makes of a key set.</summary>
internal sealed record KeysOfSet<TKey>(WebKeySet Set, SigningSecret<TKey>[] Keys)
    where TKey : class
{
    /// <summary>The keys that fit; the others are passed over (RFC 7517, section 5), for sets are made for more than one use.</summary>
    public static KeysOfSet<TKey> Read(WebKeySet set, Func<WebKey, TKey?> read)
    {
        var keys = new List<SigningSecret<TKey>>();
        foreach (var (index, webKey) in set.Keys.Index())
        {
            if (Read(webKey, read) is { } key)
            {
                var id = webKey.Id ?? string.Create(CultureInfo.InvariantCulture, $"key-{index}");
                keys.Add(new SigningSecret<TKey>(id, key, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)
                {
                    IsNamedByProvider = webKey.Id is not null,
                    Thumbprint = webKey.Thumbprint,
                });
            }
        }

        return new KeysOfSet<TKey>(set, [.. keys]);
    }

    private static TKey? Read(WebKey webKey, Func<WebKey, TKey?> read)
    {
        try
        {
            return read(webKey);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
