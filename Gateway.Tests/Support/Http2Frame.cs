using System.Buffers.Binary;

namespace Gateway.Tests.Support;

/// <summary>HTTP/2 frames as bytes (RFC 9113, section 4.1), those that no client would send included.</summary>
internal static class Http2Frame
{
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte Priority = 2;
    public const byte Reset = 3;
    public const byte Settings = 4;
    public const byte Ping = 6;
    public const byte GoAway = 7;
    public const byte WindowUpdate = 8;
    public const byte Continuation = 9;

    /// <summary>Of HEADERS and DATA.</summary>
    public const byte EndStream = 0x1;

    /// <summary>Of HEADERS and CONTINUATION.</summary>
    public const byte EndHeaders = 0x4;

    /// <summary>In bytes: what one may carry unless the server says more.</summary>
    public const int LongestPayload = 16 * 1024;

    /// <summary>How long the head of a frame is.</summary>
    public const int HeadLength = 9;

    /// <summary>What a client begins with, its settings empty.</summary>
    public static byte[] Preface { get; } = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Make(Settings, flags: 0, stream: 0, [])];

    public static byte[] Make(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[HeadLength + payload.Length];
        frame[0] = (byte)(payload.Length >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(1), (ushort)payload.Length);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(HeadLength));
        return frame;
    }

    /// <summary>A block of headers in as many frames as it takes.</summary>
    /// <param name="stream">Whose.</param>
    /// <param name="block">As <see cref="HeaderBlock"/> makes it.</param>
    /// <param name="ends">Whether the stream ends with it.</param>
    public static byte[] MakeHeaders(int stream, ReadOnlySpan<byte> block, bool ends)
    {
        var frames = new List<byte>(block.Length + HeadLength);
        var type = Headers;
        do
        {
            var part = block[..Math.Min(block.Length, LongestPayload)];
            block = block[part.Length..];
            var flags = (byte)((block.IsEmpty ? EndHeaders : 0) | (ends && type == Headers ? EndStream : 0));
            frames.AddRange(Make(type, flags, stream, part));
            type = Continuation;
        }
        while (!block.IsEmpty);

        return [.. frames];
    }

    /// <summary>A payload of SETTINGS with one of them.</summary>
    public static byte[] Setting(ushort name, int value)
    {
        var payload = new byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(payload, name);
        BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(2), value);
        return payload;
    }

    /// <summary>A payload that is a number, of WINDOW_UPDATE or RST_STREAM.</summary>
    public static byte[] Number(int value)
    {
        var payload = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(payload, value);
        return payload;
    }
}
