using System.Globalization;
using System.Text;
using Gateway.Reading;
using Gateway.Storage;
using Gateway.Storage.Deliveries;

namespace Gateway.Delivery.Stored;

/// <summary>Compiles <c>Gateway:Storage:EncryptionKeys</c>.</summary>
internal static class EncryptionKeyCompiler
{
    private const int MostKeys = 16;

    /// <param name="section">The section.</param>
    /// <param name="config">The first encrypts; the others only decrypt what was stored before.</param>
    public static IReadOnlyList<ContentKey> Compile(SectionContext section, IReadOnlyList<EncryptionKeyConfig>? config)
    {
        var written = config ?? [];
        if (written.Count > MostKeys)
        {
            section.Report($"has {written.Count} keys; use {MostKeys} at most.");
        }

        var keys = new List<ContentKey>();
        foreach (var (index, one) in written.Index())
        {
            var at = index.ToString(CultureInfo.InvariantCulture);
            var id = one.Id ?? one.Value ?? "";
            if (one.Id is "" || Encoding.UTF8.GetByteCount(id) > byte.MaxValue)
            {
                section.Report($"is empty or longer than {byte.MaxValue} bytes.", at, "Id");
            }
            else if (keys.Exists(other => other.Id == id))
            {
                section.Report($"has the id '{id}', as another one: what is stored would not say which of them it was.", at);
            }
            else if (Resolve(section, one, out var error) is { } key)
            {
                keys.Add(new ContentKey(id, key));
            }
            else
            {
                section.Report(error, at);
            }
        }

        return keys;
    }

    private static byte[]? Resolve(SectionContext section, EncryptionKeyConfig config, out string error)
    {
        if (section.Files.ResolveSecret(config.Value, out error) is not { } text)
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
