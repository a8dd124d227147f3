using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Storage;

namespace Gateway.Secrets.Stored;

/// <summary>
/// Encrypts what is stored of tenants with AES-256-GCM, by a key that is derived from the configured one for this alone. What was encrypted
/// for a tenant of a route can be decrypted as no other's: whoever writes to the store cannot hand one customer's secrets to another.
/// </summary>
/// <remarks>Form (1 byte), length and name of the key, nonce, tag, ciphertext.</remarks>
/// <param name="keys">Those of the configuration in force. The first encrypts, all of them decrypt.</param>
internal sealed class TenantCipher(Func<IReadOnlyList<ContentKey>> keys)
{
    private const byte Form = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly ConditionalWeakTable<ContentKey, byte[]> _derived = [];

    /// <summary>By which keys anything can be read: with others it is to be read once more.</summary>
    public string KeyNames => string.Join('\n', keys().Select(key => key.Id));

    /// <summary>The tenant as it is stored; null if there is no key.</summary>
    public byte[]? Seal(string route, string tenant, StoredTenant content)
    {
        if (keys() is not [var key, ..])
        {
            return null;
        }

        var text = JsonSerializer.SerializeToUtf8Bytes(content, StoredTenantJson.Default.StoredTenant);
        var name = Encoding.UTF8.GetBytes(key.Id);
        var start = 2 + name.Length + NonceSize + TagSize;
        var sealedText = new byte[start + text.Length];
        (sealedText[0], sealedText[1]) = (Form, (byte)name.Length);
        name.CopyTo(sealedText, 2);
        var nonce = sealedText.AsSpan(2 + name.Length, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = Cipher(key);
        cipher.Encrypt(nonce, text, sealedText.AsSpan(start), sealedText.AsSpan(start - TagSize, TagSize), Associated(key.Id, route, tenant));
        CryptographicOperations.ZeroMemory(text);
        return sealedText;
    }

    /// <summary>The tenant; null if no configured key decrypts it, or it is not this tenant's.</summary>
    public StoredTenant? Open(string route, string tenant, ReadOnlySpan<byte> content)
    {
        if (content is not [Form, var nameLength, ..] || content.Length < 2 + nameLength + NonceSize + TagSize
            || keys().FirstOrDefault(IsNamed(content.Slice(2, nameLength))) is not { } key)
        {
            return null;
        }

        var start = 2 + nameLength + NonceSize + TagSize;
        var text = new byte[content.Length - start];
        try
        {
            using var cipher = Cipher(key);
            cipher.Decrypt(
                content.Slice(2 + nameLength, NonceSize), content[start..], content.Slice(start - TagSize, TagSize), text,
                Associated(key.Id, route, tenant));
            return JsonSerializer.Deserialize(text, StoredTenantJson.Default.StoredTenant) is { IsSound: true } stored ? stored : null;
        }
        catch (Exception exception) when (exception is AuthenticationTagMismatchException or JsonException)
        {
            return null; // Another key under the same name, not what was stored, or a newer gateway's.
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    private static Func<ContentKey, bool> IsNamed(ReadOnlySpan<byte> name)
    {
        var id = Encoding.UTF8.GetString(name);
        return key => key.Id == id;
    }

    /// <summary>Neither has a line end in its name but the route, which stands last.</summary>
    private static byte[] Associated(string key, string route, string tenant) => Encoding.UTF8.GetBytes($"{key}\n{tenant}\n{route}");

    private AesGcm Cipher(ContentKey key) => new(
        _derived.GetValue(key, static one =>
        {
            var derived = new byte[ContentKey.Size];
            HKDF.DeriveKey(HashAlgorithmName.SHA256, one.Key, derived, salt: [], "gateway tenant secrets"u8);
            return derived;
        }),
        TagSize);
}
