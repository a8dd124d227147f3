using Gateway.Intake;
using Gateway.Intake.Memory;

namespace Gateway.Delivery.Stored;

/// <summary>Turns a webhook into what is stored of it, and back; both where it stands, without a copy of the body.</summary>
internal sealed class StoredRequestCodec(ContentCipher cipher)
{
    /// <summary>
    /// What is to be stored, in the very array that the body was received in: the webhook has none any more. Null, and nothing
    /// changed, if there is no memory for what comes behind it.
    /// </summary>
    public HeldBytes? Encode(Guid id, InboundWebhook webhook)
    {
        var key = cipher.Current;
        var bodyLength = webhook.Body.Length;
        var length = StoredRequest.LengthOf(webhook);
        if (webhook.Body.TryHandOver(length - bodyLength + ContentCipher.RoomFor(key)) is not { } held)
        {
            return null;
        }

        try
        {
            var content = held.Memory.Span;
            StoredRequest.Encode(webhook, bodyLength, content[..length]);
            ContentCipher.Seal(key, id, content, length);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The request; null if no configured key decrypts it, a newer gateway wrote it, or it is damaged.</summary>
    /// <param name="id">Of the event.</param>
    /// <param name="content">What was stored. It is changed: the request's body is a part of it.</param>
    public StoredRequest? Decode(Guid id, Memory<byte> content)
    {
        if (cipher.Open(id, content, out var isHeadFirst) is not { } request)
        {
            return null;
        }

        try
        {
            return isHeadFirst ? StoredRequest.DecodeHeadFirst(request) : StoredRequest.Decode(request);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
