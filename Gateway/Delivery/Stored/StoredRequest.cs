using System.Net;
using System.Text;
using Gateway.Intake;

namespace Gateway.Delivery.Stored;

/// <summary>
/// A request as it was received, in the form in which it is stored: nothing of it is parsed to be put together again later.
/// Headers are in the order in which Kestrel hands them on, the values of one in the order in which they came.
/// </summary>
internal sealed record StoredRequest
{
    private const byte Version = 1;

    /// <summary>With what a trusted proxy says of host and prefix behind the client; written only if it says something.</summary>
    private const byte VersionWithWord = 2;

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

    /// <summary>The bytes that were verified.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What is to be stored of a webhook.</summary>
    public static ReadOnlyMemory<byte> Encode(InboundWebhook webhook)
    {
        var request = webhook.Request;
        var word = webhook.Forwarded;
        var hasWord = word.Host.Length > 0 || word.Prefix.Length > 0;
        var stream = new MemoryStream(webhook.Body.Length + 1024);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
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
        writer.Write7BitEncodedInt(request.RouteValues.Count);
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

        writer.Write7BitEncodedInt(lines);
        foreach (var (name, values) in request.Headers)
        {
            foreach (var value in values)
            {
                writer.Write(name);
                writer.Write(value ?? "");
            }
        }

        writer.Write(webhook.Body.Memory.Span);
        writer.Flush();
        return stream.GetBuffer().AsMemory(0, (int)stream.Length);
    }

    /// <exception cref="InvalidDataException">A newer gateway wrote it, or it is damaged.</exception>
    public static StoredRequest Decode(byte[] content)
    {
        using var stream = new MemoryStream(content, writable: false);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        try
        {
            var version = reader.ReadByte();
            if (version is not (Version or VersionWithWord))
            {
                throw new InvalidDataException($"The stored request is of version {version}, and this gateway knows {VersionWithWord}.");
            }

            return new StoredRequest
            {
                Method = reader.ReadString(),
                Scheme = reader.ReadString(),
                RawTarget = reader.ReadString(),
                Path = reader.ReadString(),
                Query = reader.ReadString(),
                Client = reader.ReadString() is { Length: > 0 } address ? IPAddress.Parse(address) : null,
                Forwarded = version == VersionWithWord ? new ForwardedWord("", reader.ReadString(), reader.ReadString()) : ForwardedWord.None,
                HasBody = reader.ReadBoolean(),
                RouteValues = ReadPairs(reader),
                Headers = ReadPairs(reader),
                Body = content.AsMemory((int)stream.Position),
            };
        }
        catch (Exception exception) when (exception is IOException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("The stored request is damaged.", exception);
        }
    }

    private static KeyValuePair<string, string>[] ReadPairs(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        if (count < 0 || count > reader.BaseStream.Length)
        {
            throw new FormatException("More than there is.");
        }

        var pairs = new KeyValuePair<string, string>[count];
        for (var i = 0; i < count; i++)
        {
            pairs[i] = new(reader.ReadString(), reader.ReadString());
        }

        return pairs;
    }
}
