using System.Buffers.Binary;
using System.Net;
using Gateway.Intake;

namespace Gateway.Delivery.Stored;

/// <summary>
/// A request as it was received, in the form in which it is stored: nothing of it is parsed to be put together again later.
/// Headers are in the order in which Kestrel hands them on, the values of one in the order in which they came.
/// </summary>
/// <remarks>
/// The body stands first, where it was received, but for its first byte, in whose place the form of the content stands
/// (<see cref="ContentCipher"/>); behind it the head, that first byte, and the length of the body (4 bytes, little-endian). Earlier
/// gateways wrote the head and then the body.
/// </remarks>
internal sealed record StoredRequest
{
    private const byte Version = 1;

    /// <summary>With what a trusted proxy says of host and prefix behind the client; written only if it says something.</summary>
    private const byte VersionWithWord = 2;

    /// <summary>Behind the head: the body's first byte and its length.</summary>
    private const int EndSize = 1 + sizeof(int);

    public required string Method { get; init; }

    public required string Scheme { get; init; }

    /// <summary>Path and query as the sender wrote them.</summary>
    public required string RawTarget { get; init; }

    /// <summary>The path as the server understood it.</summary>
    public required string Path { get; init; }

    public required string Query { get; init; }

    /// <summary>Who called; null when trusted proxies did not say.</summary>
    public required IPAddress? Client { get; init; }

    /// <summary>What a trusted proxy said of the way to it.</summary>
    public required ForwardedWord Forwarded { get; init; }

    /// <summary>Whether there was a body, be it empty.</summary>
    public required bool HasBody { get; init; }

    /// <summary>What the route's pattern found in the path, for transforms that use it.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> RouteValues { get; init; }

    /// <summary>One entry for each line.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The bytes that were verified; a part of what was decoded.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>How many bytes are stored of a webhook.</summary>
    public static int LengthOf(InboundWebhook webhook)
    {
        var head = new HeadWriter(default, counts: true);
        WriteHead(ref head, webhook);
        return Math.Max(1, webhook.Body.Length) + head.Length + EndSize;
    }

    /// <summary>Puts the rest of a webhook behind its body, and leaves the first byte to the form.</summary>
    /// <param name="webhook">Whose body has been handed over.</param>
    /// <param name="bodyLength">Of that.</param>
    /// <param name="content">The body, and room for the rest: together <see cref="LengthOf"/>.</param>
    public static void Encode(InboundWebhook webhook, int bodyLength, Span<byte> content)
    {
        var head = new HeadWriter(content[Math.Max(1, bodyLength)..^EndSize]);
        WriteHead(ref head, webhook);
        content[^EndSize] = bodyLength > 0 ? content[0] : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(content[^sizeof(int)..], bodyLength);
    }

    /// <summary>What <see cref="Encode"/> has written. The body's first byte is put back to its place.</summary>
    /// <exception cref="InvalidDataException">A newer gateway wrote it, or it is damaged.</exception>
    public static StoredRequest Decode(Memory<byte> content)
    {
        var bytes = content.Span;
        var bodyLength = bytes.Length > EndSize ? BinaryPrimitives.ReadInt32LittleEndian(bytes[^sizeof(int)..]) : -1;
        if (bodyLength < 0 || bodyLength > bytes.Length - EndSize)
        {
            throw HeadReader.Damaged();
        }

        var head = new HeadReader(bytes[Math.Max(1, bodyLength)..^EndSize]);
        if (bodyLength > 0)
        {
            bytes[0] = bytes[^EndSize];
        }

        return ReadHead(ref head) with { Body = content[..bodyLength] };
    }

    /// <summary>The same of an earlier gateway.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static StoredRequest DecodeHeadFirst(Memory<byte> content)
    {
        var head = new HeadReader(content.Span);
        var request = ReadHead(ref head);
        return request with { Body = content[head.Position..] };
    }

    private static void WriteHead(ref HeadWriter writer, InboundWebhook webhook)
    {
        var request = webhook.Request;
        var word = webhook.Forwarded;
        var hasWord = word.Host.Length > 0 || word.Prefix.Length > 0;
        writer.Write(hasWord ? VersionWithWord : Version);
        writer.Write(request.Method);
        writer.Write(word.Scheme.Length > 0 ? word.Scheme : request.Scheme);
        writer.Write(webhook.RawTarget);
        writer.Write(request.Path.Value ?? "");
        writer.Write(request.QueryString.Value ?? "");
        writer.Write(webhook.Client?.ToString() ?? "");
        if (hasWord)
        {
            writer.Write(word.Host);
            writer.Write(word.Prefix);
        }

        writer.Write(webhook.AnnouncesBody);
        writer.Write(request.RouteValues.Count);
        foreach (var (name, value) in request.RouteValues)
        {
            writer.Write(name);
            writer.Write(value?.ToString() ?? "");
        }

        var lines = 0;
        foreach (var (_, values) in request.Headers)
        {
            lines += values.Count;
        }

        writer.Write(lines);
        foreach (var (name, values) in request.Headers)
        {
            foreach (var value in values)
            {
                writer.Write(name);
                writer.Write(value ?? "");
            }
        }
    }

    private static StoredRequest ReadHead(ref HeadReader reader)
    {
        var version = reader.Byte();
        if (version is not (Version or VersionWithWord))
        {
            throw new InvalidDataException($"The stored request is of version {version}, and this gateway knows {VersionWithWord}.");
        }

        return new StoredRequest
        {
            Method = reader.Text(),
            Scheme = reader.Text(),
            RawTarget = reader.Text(),
            Path = reader.Text(),
            Query = reader.Text(),
            Client = ReadClient(reader.Text()),
            Forwarded = version == VersionWithWord ? new ForwardedWord("", reader.Text(), reader.Text()) : ForwardedWord.None,
            HasBody = reader.Bool(),
            RouteValues = reader.Pairs(),
            Headers = reader.Pairs(),
            Body = default,
        };
    }

    private static IPAddress? ReadClient(string text) =>
        text.Length == 0 ? null : IPAddress.TryParse(text, out var client) ? client : throw HeadReader.Damaged();
}
