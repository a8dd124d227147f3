using System.Globalization;
using Gateway.Verification.Signature.Keys;

namespace Gateway.Verification.Signature.KeySets;

/// <summary>What one algorithm makes of a key set.</summary>
internal sealed record KeysOfSet(WebKeySet Set, SigningSecret[] Keys)
{
    /// <summary>The keys that fit; the others are passed over (RFC 7517, section 5), for sets are made for more than one use.</summary>
    public static KeysOfSet Read(WebKeySet set, Func<WebKey, ISignatureKey?> read)
    {
        var keys = new List<SigningSecret>();
        foreach (var (index, webKey) in set.Keys.Index())
        {
            if (Read(webKey, read) is { } key)
            {
                var id = webKey.Id ?? string.Create(CultureInfo.InvariantCulture, $"key-{index}");
                keys.Add(new SigningSecret(id, key, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)
                {
                    IsNamedByProvider = webKey.Id is not null,
                });
            }
        }

        return new KeysOfSet(set, [.. keys]);
    }

    private static ISignatureKey? Read(WebKey webKey, Func<WebKey, ISignatureKey?> read)
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
