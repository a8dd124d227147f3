using System.Buffers;
using System.IO.Compression;

namespace Gateway.Intake;

/// <summary>
/// A compressed body, decoded when somebody first asks for what it holds: after the signature, where that is over the received bytes.
/// Bounded in length and ratio, and charged before it is expanded.
/// </summary>
/// <param name="coding">By its header.</param>
/// <param name="decoding">The route's bounds.</param>
/// <param name="webhook">Whose body it is.</param>
internal sealed class ContentDecoder(ContentCoding coding, BodyDecoding decoding, InboundWebhook webhook) : IDisposable
{
    /// <summary>What zlib holds while it inflates (its window of 32 KiB and its tables), and the buffer in front of it.</summary>
    private const int InflateBytes = 64 * 1024;

    /// <summary>What brotli holds beside its window: tables of codes.</summary>
    private const int BrotliBytes = 96 * 1024;

    /// <summary>A first guess at how long it becomes.</summary>
    private const int UsualRatio = 4;

    private const int LeastRoom = 4096;

    /// <summary>How many times as long as its data what is inflated can be: 258 bytes by two bits.</summary>
    private const int MostOfDeflate = 1032;

    private BufferedBody? _decoded;
    private bool _isRead;

    public ContentCoding Coding => coding;

    /// <summary>What was found wrong; none as long as nobody has asked.</summary>
    public DecodingDefect Defect { get; private set; }

    /// <summary>How many bytes were made of it, be it for nothing.</summary>
    public int Length { get; private set; }

    /// <summary>What the body holds; nothing where there is a defect.</summary>
    public ReadOnlyMemory<byte> Read()
    {
        if (!_isRead)
        {
            _isRead = true;
            Defect = Decode(webhook.Body.Memory);
            Length = _decoded?.Length ?? 0;
            if (Defect != DecodingDefect.None)
            {
                Dispose();
            }
        }

        return _decoded?.Memory ?? default;
    }

    public void Dispose()
    {
        _decoded?.Dispose();
        _decoded = null;
    }

    private DecodingDefect Decode(ReadOnlyMemory<byte> received)
    {
        if (received.IsEmpty)
        {
            return DecodingDefect.None; // Nothing, however it is said to be written.
        }

        var most = decoding.MostFor(received.Length, webhook.IsProven);
        var beside = coding == ContentCoding.Brotli ? BrotliBytes + Math.Min(BrotliWindow(received.Span[0]), most) : InflateBytes;
        if (!webhook.Memory.TryTake(beside))
        {
            return DecodingDefect.NoMemory;
        }

        try
        {
            _decoded = new BufferedBody(webhook.Memory);
            return coding switch
            {
                ContentCoding.Gzip => DecodeGzip(received, most),
                ContentCoding.Deflate => Inflate(new ExactInput(received), static input => new ZLibStream(input, CompressionMode.Decompress), most),
                _ => DecodeBrotli(received, most),
            };
        }
        finally
        {
            webhook.Memory.GiveBack(beside);
        }
    }

    private DecodingDefect DecodeGzip(ReadOnlyMemory<byte> received, long most)
    {
        if (GzipMember.Read(received) is not { } member)
        {
            return DecodingDefect.Malformed;
        }

        if (member.Length > most)
        {
            // By its own word, so that nothing is expanded; of what deflate cannot make it is no word.
            return member.Length <= (long)member.Data.Length * MostOfDeflate ? DecodingDefect.TooLarge : DecodingDefect.Malformed;
        }

        var defect = Inflate(new ExactInput(member.Data), static input => new DeflateStream(input, CompressionMode.Decompress), most);
        return defect != DecodingDefect.None ? defect
            : member.Length == (uint)_decoded!.Length && member.Checksum == Crc32.Of(_decoded.Memory.Span) ? DecodingDefect.None
            : DecodingDefect.Malformed;
    }

    private DecodingDefect Inflate(ExactInput input, Func<Stream, Stream> open, long most)
    {
        try
        {
            using var stream = open(input);
            while (true)
            {
                if (Room(most) is not { } defect)
                {
                    var written = stream.Read(Free(most));
                    if (written == 0)
                    {
                        return input is { IsCutOff: false, IsUsedUp: true } ? DecodingDefect.None : DecodingDefect.Malformed;
                    }

                    _decoded!.Advance(written);
                    continue;
                }

                // Full to the last byte that it may have: nothing more may come.
                return defect == DecodingDefect.TooLarge && stream.ReadByte() < 0 && input is { IsCutOff: false, IsUsedUp: true }
                    ? DecodingDefect.None
                    : defect;
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException) // Of zlib, such as for a dictionary that it asks for.
        {
            return DecodingDefect.Malformed;
        }
    }

    private DecodingDefect DecodeBrotli(ReadOnlyMemory<byte> received, long most)
    {
        using var decoder = default(BrotliDecoder);
        var rest = received.Span;
        while (true)
        {
            var defect = Room(most);
            if (defect == DecodingDefect.NoMemory)
            {
                return DecodingDefect.NoMemory;
            }

            var status = decoder.Decompress(rest, defect is null ? Free(most) : default, out var consumed, out var written);
            _decoded!.Advance(written);
            rest = rest[consumed..];
            switch (status)
            {
                case OperationStatus.Done:
                    return rest.IsEmpty ? DecodingDefect.None : DecodingDefect.Malformed;
                case OperationStatus.DestinationTooSmall when defect is not null:
                    return DecodingDefect.TooLarge;
                case OperationStatus.DestinationTooSmall:
                    break;
                default:
                    return DecodingDefect.Malformed;
            }
        }
    }

    /// <summary>Makes room for more, charged before it is taken; null if there is some.</summary>
    private DecodingDefect? Room(long most)
    {
        var decoded = _decoded!;
        if (decoded.Length >= most)
        {
            return DecodingDefect.TooLarge;
        }

        if (decoded.Room.Length == 0)
        {
            var guess = decoded.Length == 0 ? Math.Max(LeastRoom, (long)webhook.Body.Length * UsualRatio) : decoded.Length;
            if (!decoded.TryReserve((int)Math.Min(guess, most - decoded.Length), most))
            {
                return DecodingDefect.NoMemory;
            }
        }

        return null;
    }

    /// <summary>Where the next bytes go: a block may be longer than what the body may become.</summary>
    private Span<byte> Free(long most)
    {
        var room = _decoded!.Room;
        return room[..(int)Math.Min(room.Length, most - _decoded.Length)];
    }

    /// <summary>RFC 7932, section 9.1: the window by the first bits of the stream; the largest for what is no stream at all.</summary>
    private static long BrotliWindow(byte first)
    {
        var bits = (first & 1) == 0 ? 16
            : (first & 0x0e) != 0 ? 17 + ((first >> 1) & 7)
            : (first & 0x70) == 0 ? 17
            : (first & 0x70) == 0x10 ? 24
            : 8 + ((first >> 4) & 7);
        return 1L << bits;
    }
}
