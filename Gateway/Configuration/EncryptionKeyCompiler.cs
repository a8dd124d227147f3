using System.Globalization;
using System.Text;
using Gateway.Delivery;
using Gateway.Reading;

namespace Gateway.Configuration;

/// <summary>Compiles <c>Gateway:Storage:EncryptionKeys</c>.</summary>
internal sealed class EncryptionKeyCompiler(ConfigurationNode node, ConfigurationFiles files, ProblemList problems)
{
    private const int MostKeys = 16;

    /// <param name="written">The first encrypts; the others only decrypt what was stored before.</param>
    public IReadOnlyList<ContentKey> Compile(IReadOnlyList<EncryptionKeyConfig> written)
    {
        if (written.Count > MostKeys)
        {
            problems.Add(node, $"has {written.Count} keys; use {MostKeys} at most.");
        }

        var keys = new List<ContentKey>();
        foreach (var (index, config) in written.Index())
        {
            var at = node.At(index.ToString(CultureInfo.InvariantCulture));
            var id = config.Id ?? config.Value ?? "";
            if (config.Id is "" || Encoding.UTF8.GetByteCount(id) > byte.MaxValue)
            {
                problems.Add(at.At("Id"), $"is empty or longer than {byte.MaxValue} bytes.");
            }
            else if (keys.Exists(other => other.Id == id))
            {
                problems.Add(at, $"has the id '{id}', as another one: what is stored would not say which of them it was.");
            }
            else if (Resolve(config, out var error) is { } key)
            {
                keys.Add(new ContentKey(id, key));
            }
            else
            {
                problems.Add(at, error);
            }
        }

        return keys;
    }

    private byte[]? Resolve(EncryptionKeyConfig config, out string error)
    {
        if (files.ResolveSecret(config.Value, out error) is not { } text)
        {
            return null;
        }

        var key = new byte[ContentKey.Size];
        if (Convert.TryFromBase64String(text, key, out var length) && length == ContentKey.Size)
        {
            return key;
        }

        error = $"is not {ContentKey.Size} bytes in base64; make one with: openssl rand -base64 {ContentKey.Size}";
        return null;
    }
}
