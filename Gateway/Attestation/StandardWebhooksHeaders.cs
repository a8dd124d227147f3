using System.Globalization;
using System.Text.Unicode;
using Gateway.Intake.Memory;

namespace Gateway.Attestation;

/// <summary>Standard Webhooks 1.0: a list of signatures, each over id, time and body.</summary>
internal static class StandardWebhooksHeaders
{
    public const string Id = "webhook-id";
    public const string Timestamp = "webhook-timestamp";
    public const string Signature = "webhook-signature";

    /// <summary>In bytes; what is longer is an id that somebody else has made.</summary>
    private const int UsualHead = 256;

    public static IReadOnlyList<string> Names { get; } = [Id, Timestamp, Signature];

    /// <summary>The headers; null if there is no memory to sign a copy of the body.</summary>
    /// <param name="message">What is sent.</param>
    /// <param name="keys">Each adds a signature.</param>
    /// <param name="memory">Charged for what is held meanwhile.</param>
    public static KeyValuePair<string, string>[]? Of(in AttestedMessage message, IReadOnlyList<IAttestationKey> keys, MemoryAccount memory)
    {
        var timestamp = message.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var most = (3 * message.Id.Length) + timestamp.Length + 2;
        var head = most <= UsualHead ? stackalloc byte[UsualHead] : new byte[most];
        Utf8.TryWrite(head, CultureInfo.InvariantCulture, $"{message.Id}.{timestamp}.", out var length);

        var list = new SignatureList(stackalloc char[keys.Count * SignatureList.MostChars]);
        for (var i = 0; i < keys.Count; i++)
        {
            if (!list.TryAdd(keys[i], head[..length], message.Body.Span, memory))
            {
                return null;
            }
        }

        return [new(Id, message.Id), new(Timestamp, timestamp), new(Signature, list.ToString())];
    }
}
