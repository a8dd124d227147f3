using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Intake;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>Writes the token that the provider would send: for the command line, the demonstration and the tests.</summary>
internal sealed class TokenWriter(TokenAlgorithm algorithm, IReadOnlyList<ExpectedTokenClaim> claims)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public string Write(InboundWebhook webhook, byte[] key)
    {
        var header = Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm.Name}}","typ":"JWT"}""");
        var input = Base64Url.EncodeToString(header) + "." + Base64Url.EncodeToString(Payload(webhook));
        var mac = CryptographicOperations.HmacData(algorithm.Mac!.Value, key, Encoding.ASCII.GetBytes(input));
        return input + "." + Base64Url.EncodeToString(mac);
    }

    private ReadOnlySpan<byte> Payload(InboundWebhook webhook)
    {
        var payload = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(payload);
        json.WriteStartObject();
        foreach (var claim in claims)
        {
            if (claim.Content is not { } content)
            {
                continue; // The times stand below, and of anything else nothing is known.
            }

            var text = new ContentText();
            if (content.Append(webhook, text) != ValueState.Found)
            {
                throw new InvalidOperationException("The request lacks a value that its scheme signs.");
            }

            json.WriteString(claim.Name, text.Written);
        }

        var now = webhook.ReceivedAt.ToUnixTimeSeconds();
        json.WriteNumber("iat"u8, now);
        json.WriteNumber("nbf"u8, now);
        json.WriteNumber("exp"u8, now + (long)Lifetime.TotalSeconds);
        if (!claims.Any(claim => claim is { Name: "jti", Content: not null }))
        {
            json.WriteString("jti"u8, Guid.NewGuid().ToString("N"));
        }

        json.WriteEndObject();
        json.Flush();
        return payload.WrittenSpan;
    }
}
