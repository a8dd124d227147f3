using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Delivery.Stored;
using Gateway.Storage;
using Gateway.Storage.Captures;
using Gateway.Storage.Deliveries;

namespace Gateway.Captures;

/// <summary>
/// A kept request as it is stored: encrypted, and bound to what it is found by. Who can write to the store and has no key can neither
/// put a request there nor give one another sender or time, by which it would verify; nor make one that was refused a queued event.
/// </summary>
internal static class SealedCapture
{
    private const char Separator = '\n';

    /// <summary>The record with its content encrypted.</summary>
    public static CaptureRecord Of(CaptureRecord record, ContentKey key)
    {
        var length = record.Content.Length;
        var content = new byte[length + ContentCipher.RoomFor(key)];
        record.Content.CopyTo(content);
        ContentCipher.Seal(key, record.Id, content, length, HeadOf(record));
        return record with { Content = content };
    }

    /// <summary>What is kept of a stored request; null if no configured key opens it, or it is damaged, changed or of a newer gateway.</summary>
    public static KeptRequest? Open(CaptureRecord stored, ContentCipher cipher)
    {
        try
        {
            return cipher.OpenSealed(stored.Id, stored.Content.ToArray(), HeadOf(stored)) is { } content ? KeptRequest.Decode(content) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>What has become of it since is not in it: that changes.</summary>
    private static byte[] HeadOf(CaptureRecord record) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"capture{Separator}{Microseconds.Of(record.ReceivedAt)}{Separator}{record.Client}{Separator}{record.Outcome}{Separator}{record.RequestId.Length}{Separator}{record.RequestId}{Separator}{record.Route}")));
}
