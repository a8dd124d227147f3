using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The body that was signed stands within the one that arrived: compressed, in base64, as a JSON string; or it is gone.</summary>
internal sealed class BodyWrapped : IHypothesis
{
    /// <summary>What a small body may unfold to must not be the sender's to choose.</summary>
    private const int MaxBytes = CaptureFile.MaxBytes;

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        var body = evidence.Request.Body;
        foreach (var (inner, how) in Inner(body))
        {
            yield return new Suspicion(
                $"The body arrived {how}; it was signed without that.",
                "Have what stands in front pass the body on as it came (no compression towards the gateway, no re-packing).")
            {
                Request = evidence.Request.WithBody(inner),
            };
        }

        if (body.AsSpan().SequenceEqual("{}"u8))
        {
            yield return new Suspicion(
                "The body is '{}', and none was signed: something on the way has made an empty body into an object.",
                "Have what stands in front pass the body on as it came.")
            {
                Request = evidence.Request.WithBody([]),
            };
        }
    }

    private static IEnumerable<(byte[] Inner, string How)> Inner(byte[] body)
    {
        if (body is [0x1F, 0x8B, ..] && Unfold(body, Gunzip) is { } gzip)
        {
            yield return (gzip, "compressed with gzip");
            if (gzip is [0x1F, 0x8B, ..] && Unfold(gzip, Gunzip) is { } twice)
            {
                yield return (twice, "compressed with gzip twice");
            }
        }

        if (body.Length > 2 && body[0] == 0x78 && Unfold(body, stream => new ZLibStream(stream, CompressionMode.Decompress)) is { } zlib)
        {
            yield return (zlib, "compressed with deflate");
        }

        if (body.Length > 0 && !IsText(body[0]) && Unfold(body, stream => new BrotliStream(stream, CompressionMode.Decompress)) is { } brotli)
        {
            yield return (brotli, "compressed with brotli");
        }

        if (body.Length > 0 && Base64.IsValid(body) && Decode(body) is { } decoded)
        {
            yield return (decoded, "in base64");
        }

        if (Text(body) is { } text)
        {
            yield return (text, "as a JSON string");
        }
    }

    private static bool IsText(byte first) => first is (>= 0x20 and < 0x7F) or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private static byte[]? Decode(byte[] body)
    {
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(body.Length)];
        return Base64.DecodeFromUtf8(body, decoded, out _, out var written) == System.Buffers.OperationStatus.Done ? decoded[..written] : null;
    }

    private static byte[]? Text(byte[] body)
    {
        if (!body.AsSpan().StartsWith("\""u8))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            return Encoding.UTF8.GetBytes(json.RootElement.GetString()!);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException) // or not Unicode
        {
            return null;
        }
    }

    private static GZipStream Gunzip(Stream stream) => new(stream, CompressionMode.Decompress);

    private static byte[]? Unfold(byte[] body, Func<Stream, Stream> open)
    {
        try
        {
            using var stream = open(new MemoryStream(body));
            using var inner = new MemoryStream();
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = stream.Read(buffer)) > 0)
            {
                inner.Write(buffer, 0, read);
                if (inner.Length > MaxBytes)
                {
                    return null;
                }
            }

            return inner.ToArray();
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException or IOException)
        {
            return null;
        }
    }
}
