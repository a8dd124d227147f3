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
        if (body.Length == 0)
        {
            foreach (var (sent, what) in ((string, string)[])[("{}", "'{}'"), ("[]", "'[]'"), ("null", "'null'"), ("\"\"", "an empty JSON text"), ("\n", "a line end"), ("\r\n", "a line end (CR LF)"), ("undefined", "'undefined'"), ("0\r\n\r\n", "the end of chunks")])
            {
                yield return With(evidence, "body-dropped", Encoding.ASCII.GetBytes(sent), $"The body is empty, and {what} was signed: something on the way has dropped it.");
            }

            yield break;
        }

        foreach (var packed in Gzip.All(body).Where(packed => evidence.MayBeSigned(packed)))
        {
            yield return With(evidence, "body-decompressed", packed, "The body was signed compressed with gzip, and arrived unpacked.");
        }

        foreach (var (inner, id, how) in Inner(body).Select(way => (way.Inner, way.Id, way.How)).Concat(BodyForms.Inner(body)))
        {
            yield return With(evidence, id, inner, $"The body arrived {how}; it was signed without that.");
        }

        if (body.AsSpan().SequenceEqual("{}"u8))
        {
            yield return With(evidence, "body-empty-object", [], "The body is '{}', and none was signed: something on the way has made an empty body into an object.");
        }

        foreach (var (inner, how) in JsonEnvelope.Inner(evidence))
        {
            yield return With(evidence, "body-in-envelope", inner, $"The body arrived {how}; it was signed without that.");
        }

        foreach (var (outer, id, how) in BodyForms.Outer(body))
        {
            if (evidence.MayBeSigned(outer))
            {
                yield return With(evidence, id, outer, $"The body was signed {how}.");
            }

            if (evidence.Work.IsSpent)
            {
                yield break;
            }
        }
    }

    private static Suspicion With(Evidence evidence, string id, byte[] body, string mistake) =>
        new(
            id, mistake,
            "Have what stands in front pass the body on as it came (no compression towards the gateway, no decoding, no re-packing)."
            + (id == "body-compressed" ? " If the provider itself compresses what it has signed: 'Body.Decode' with \"SignedOver\": \"Decoded\"." : ""))
        {
            Request = evidence.Request.WithBody(body),
        };

    private static IEnumerable<(byte[] Inner, string Id, string How)> Inner(byte[] body)
    {
        if (body is [0x1F, 0x8B, ..] && Unfold(body, Gunzip) is { } gzip)
        {
            yield return (gzip, "body-compressed", "compressed with gzip");
            if (gzip is [0x1F, 0x8B, ..] && Unfold(gzip, Gunzip) is { } twice)
            {
                yield return (twice, "body-compressed", "compressed with gzip twice");
            }
        }

        if (body.Length > 2 && body[0] == 0x78 && Unfold(body, stream => new ZLibStream(stream, CompressionMode.Decompress)) is { } zlib)
        {
            yield return (zlib, "body-compressed", "compressed with deflate");
        }

        if (body.Length > 0 && !IsText(body[0]) && Unfold(body, stream => new BrotliStream(stream, CompressionMode.Decompress)) is { } brotli)
        {
            yield return (brotli, "body-compressed", "compressed with brotli");
        }

        if (body.Length > 0 && Base64.IsValid(body) && Decode(body) is { } decoded)
        {
            yield return (decoded, "body-base64", "in base64");
        }

        if (Text(body) is { } text)
        {
            yield return (text, "body-json-string", "as a JSON string");
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
