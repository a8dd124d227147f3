using Gateway.Intake;
using Gateway.Storage.Deliveries;

namespace Gateway.Delivery.Stored;

/// <summary>Turns a webhook into what is stored of it, and back.</summary>
internal sealed class StoredRequestCodec(ContentCipher cipher)
{
    public ReadOnlyMemory<byte> Encode(Guid id, InboundWebhook webhook) => cipher.Seal(id, StoredRequest.Encode(webhook).Span);

    /// <summary>The request; null if no configured key decrypts it, a newer gateway wrote it, or it is damaged.</summary>
    public StoredRequest? Decode(StoredEvent stored)
    {
        try
        {
            return cipher.Open(stored.Id, stored.Content.Span) is { } content ? StoredRequest.Decode(content) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
