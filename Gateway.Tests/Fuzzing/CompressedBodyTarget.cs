using System.IO.Compression;
using Gateway.Intake;
using Gateway.Tests.Support;

namespace Gateway.Tests.Fuzzing;

/// <summary>Compressed bodies, the first byte says how: what is decoded is what the framework's streams make of it, and no longer than it may be.</summary>
internal sealed class CompressedBodyTarget : FuzzTarget
{
    private const int Most = 100_000;

    private static readonly string[] Codings = ["gzip", "deflate", "br"];

    private readonly TestRoute _route = TestRoute.Unsigned($$"""
        "Body": { "Decode": [ "gzip", "deflate", "br" ], "MaxDecodedBytes": {{Most}} }
        """);

    // What the decoders allocate is the framework's.
    public override bool IsMeasured => false;

    public override string[] Fragments => ["\0\0\0\0", "\u001f\u008b\b\0", "x\u009c", "\u00ff\u00ff"];

    public override bool Read(byte[] input)
    {
        if (input.Length == 0)
        {
            return false;
        }

        var coding = Codings[input[0] % Codings.Length];
        var body = input[1..];
        using var webhook = _route.Receive(new TestRequest { Body = body }.With("Content-Encoding", coding));
        webhook.Body.TryReserve(Math.Max(1, body.Length));
        webhook.Body.Append(new System.Buffers.ReadOnlySequence<byte>(body));
        Assert.True(BodyDecoding.TryAttach(webhook));
        var decoded = webhook.Body.Content.ToArray();
        Assert.True(decoded.Length <= Most);
        if (webhook.Body.Decoder!.Defect != DecodingDefect.None)
        {
            Assert.Empty(decoded);
            return false;
        }

        using var compressed = new MemoryStream(body);
        using Stream stream = coding switch
        {
            "gzip" => new GZipStream(compressed, CompressionMode.Decompress),
            "deflate" => new ZLibStream(compressed, CompressionMode.Decompress),
            _ => new BrotliStream(compressed, CompressionMode.Decompress),
        };
        using var expected = new MemoryStream();
        stream.CopyTo(expected);
        Assert.Equal(Convert.ToHexString(expected.ToArray()), Convert.ToHexString(decoded));
        return decoded.Length > 0;
    }

    public override void Dispose()
    {
        _route.Dispose();
        base.Dispose();
    }
}
