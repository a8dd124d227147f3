using System.Buffers.Text;
using System.Text.Json;

namespace Gateway.Attestation;

/// <summary>The public keys of one configuration as JWK Sets (RFC 7517, section 5; RFC 8037).</summary>
/// <param name="OnAdmin">All of them.</param>
/// <param name="OnWebhooks">Those that the webhooks' listener serves; null if it serves none.</param>
internal sealed record PublishedKeys(ReadOnlyMemory<byte> OnAdmin, ReadOnlyMemory<byte>? OnWebhooks)
{
    public static PublishedKeys None { get; } = Of([]);

    /// <param name="policies">All that are in force.</param>
    public static PublishedKeys Of(IEnumerable<AttestationPolicy> policies)
    {
        var all = policies.ToList();
        var open = all.Where(policy => policy.Publication == KeyPublication.Everywhere).ToList();
        return new PublishedKeys(Write(all), open.Count == 0 ? (ReadOnlyMemory<byte>?)null : Write(open));
    }

    private static byte[] Write(List<AttestationPolicy> policies)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys"u8);
            foreach (var key in policies.SelectMany(policy => policy.Keys).Where(key => !key.PublicKey.IsEmpty)
                .DistinctBy(key => (key.Id, Convert.ToHexString(key.PublicKey.Span))))
            {
                json.WriteStartObject();
                json.WriteString("kty"u8, "OKP");
                json.WriteString("crv"u8, "Ed25519");
                json.WriteString("alg"u8, "EdDSA");
                json.WriteString("use"u8, "sig");
                json.WriteString("kid"u8, key.Id);
                json.WriteString("x"u8, Base64Url.EncodeToString(key.PublicKey.Span));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
