using System.IO.Compression;
using System.Text;
using Gateway.Intake.Memory;
using Gateway.Outcomes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Body;

/// <summary>Bodies as zlib and brotli of Node.js compress them, and what others make of them.</summary>
public sealed class CompressedBodyTests
{
    private const string Text = """{"id":"evt_1","type":"message.new"}""";

    private const string Gzip = "H4sIAAAAAAACA6tWykxRslJKLSuJN1TSUSqpLEhVslLKTS0uTkxP1ctLLVeqBQCF8luZIwAAAA==";

    private const string Received = """
        "Body": { "Decode": [ "gzip", "deflate", "br" ], "MaxDecodedBytes": 300000 }
        """;

    private const string Decoded = """
        "Body": { "Decode": [ "gzip", "deflate", "br" ], "MaxDecodedBytes": 300000, "SignedOver": "Decoded" }
        """;

    private const string Signed = """
        "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": "env:SECRET" }, "Events": { "Type": "body:/type" }
        """;

    [Theory]
    [InlineData("gzip", "gzip", "H4sIAAAAAAACA6tWykxRslJKLSuJN1TSUSqpLEhVslLKTS0uTkxP1ctLLVeqBQCF8luZIwAAAA==", "passed")]
    [InlineData("in capitals", " GZIP ", "H4sIAAAAAAACA6tWykxRslJKLSuJN1TSUSqpLEhVslLKTS0uTkxP1ctLLVeqBQCF8luZIwAAAA==", "passed")]
    [InlineData("under its old name", "x-gzip", "H4sIAAAAAAACA6tWykxRslJKLSuJN1TSUSqpLEhVslLKTS0uTkxP1ctLLVeqBQCF8luZIwAAAA==", "passed")]
    [InlineData("deflate", "deflate", "eJyrVspMUbJSSi0riTdU0lEqqSxIVbJSyk0tLk5MT9XLSy1XqgUAxRgLdA==", "passed")]
    [InlineData("br", "br", "CxGAeyJpZCI6ImV2dF8xIiwidHlwZSI6Im1lc3NhZ2UubmV3In0D", "passed")]
    [InlineData("stored blocks", "gzip", "H4sIAAAAAAAEAwEjANz/eyJpZCI6ImV2dF8xIiwidHlwZSI6Im1lc3NhZ2UubmV3In2F8luZIwAAAA==", "passed")]
    [InlineData("all that a header may have", "gzip", "H4sIHgAAAAAAAwMAAQIDbmFtZQBhIGNvbW1lbnQAOuWrVspMUbJSSi0riTdU0lEqqSxIVbJSyk0tLk5MT9XLSy1XqgUAhfJbmSMAAAA=", "passed")]
    [InlineData("another checksum of its header", "gzip", "H4sIHgAAAAAAAwMAAQIDbmFtZQBhIGNvbW1lbnQAAACrVspMUbJSSi0riTdU0lEqqSxIVbJSyk0tLk5MT9XLSy1XqgUAhfJbmSMAAAA=", "body_invalid")]
    [InlineData("nothing in gzip", "gzip", "H4sIAAAAAAAAAwMAAAAAAAAAAAA=", "passed")]
    [InlineData("nothing in deflate", "deflate", "eJwDAAAAAAE=", "passed")]
    [InlineData("nothing in br", "br", "Ow==", "passed")]
    [InlineData("cut off", "gzip", "H4sIAAAAAAACA6tWykxRslJKLSuJN1TSUSqpLEhVslLKTS0uTkxP1ctLLVeqBQCF8luZIwAA", "body_invalid")]
    [InlineData("without its checksum", "gzip", "H4sIAAAAAAACA6tWykxRslJKLSuJN1TSUSqpLEhVslLKTS0uTkxP1ctLLVeqBQA=", "body_invalid")]
    [InlineData("cut off in the middle", "gzip", "H4sIAAAAAAACA6tWykxRslJKLSuJN1TSUQ==", "body_invalid")]
    [InlineData("a header alone", "gzip", "H4sIAAAAAAACAw==", "body_invalid")]
    [InlineData("something behind it", "gzip", "H4sIAAAAAAACA6tWykxRslJKLSuJN1TSUSqpLEhVslLKTS0uTkxP1ctLLVeqBQCF8luZIwAAAHg=", "body_invalid")]
    [InlineData("a second member", "gzip", "H4sIAAAAAAACA6tWykxRslJKLSuJN1TSUSqpLEhVslLKTS0uTkxP1ctLLVeqBQCF8luZIwAAAB+LCAAAAAAAAAOrAACDFtyMAQAAAA==", "body_invalid")]
    [InlineData("an empty second member", "gzip", "H4sIAAAAAAACA6tWykxRslJKLSuJN1TSUSqpLEhVslLKTS0uTkxP1ctLLVeqBQCF8luZIwAAAB+LCAAAAAAAAAMDAAAAAAAAAAAA", "body_invalid")]
    [InlineData("something between data and checksum", "gzip", "H4sIAAAAAAACA6tWykxRslJKLSuJN1TSUSqpLEhVslLKTS0uTkxP1ctLLVeqBQB4eYXyW5kjAAAA", "body_invalid")]
    [InlineData("another checksum", "gzip", "H4sIAAAAAAACA6tWykxRslJKLSuJN1TSUSqpLEhVslLKTS0uTkxP1ctLLVeqBQCF8lqZIwAAAA==", "body_invalid")]
    [InlineData("another length", "gzip", "H4sIAAAAAAACA6tWykxRslJKLSuJN1TSUSqpLEhVslLKTS0uTkxP1ctLLVeqBQCF8luZIgAAAA==", "body_invalid")]
    [InlineData("a reserved flag", "gzip", "H4sIIAAAAAACA6tWykxRslJKLSuJN1TSUSqpLEhVslLKTS0uTkxP1ctLLVeqBQCF8luZIwAAAA==", "body_invalid")]
    [InlineData("a name without an end", "gzip", "H4sICAAAAAAAA2FhYWFhYWFhYWFhYWFhYWE=", "body_invalid")]
    [InlineData("an extra field beyond the end", "gzip", "H4sIBAAAAAAAA///YWFhYWFhYWFhYWFhYWFhYQ==", "body_invalid")]
    [InlineData("plain under gzip", "gzip", "eyJpZCI6ImV2dF8xIiwidHlwZSI6Im1lc3NhZ2UubmV3In0=", "body_invalid")]
    [InlineData("deflate under gzip", "gzip", "eJyrVspMUbJSSi0riTdU0lEqqSxIVbJSyk0tLk5MT9XLSy1XqgUAxRgLdA==", "body_invalid")]
    [InlineData("gzip under br", "br", "H4sIAAAAAAACA6tWykxRslJKLSuJN1TSUSqpLEhVslLKTS0uTkxP1ctLLVeqBQCF8luZIwAAAA==", "body_invalid")]
    [InlineData("bare deflate", "deflate", "q1bKTFGyUkotK4k3VNJRKqksSFWyUspNLS5OTE/Vy0stV6oFAA==", "body_invalid")]
    [InlineData("gzip under deflate", "deflate", "H4sIAAAAAAACA6tWykxRslJKLSuJN1TSUSqpLEhVslLKTS0uTkxP1ctLLVeqBQCF8luZIwAAAA==", "body_invalid")]
    [InlineData("deflate cut off", "deflate", "eJyrVspMUbJSSi0riTdU0lEqqSxIVbJSyk0tLk5MT9XLSy1XqgUAxRgL", "body_invalid")]
    [InlineData("deflate that asks for a dictionary", "deflate", "eCBjb21tZW50AJyrVspMUbJSSi0riTdU0lEqqSxIVbJSyk0tLk5MT9XLSy1XqgUAxRgLdA==", "body_invalid")]
    [InlineData("deflate and more", "deflate", "eJyrVspMUbJSSi0riTdU0lEqqSxIVbJSyk0tLk5MT9XLSy1XqgUAxRgLdHg=", "body_invalid")]
    [InlineData("deflate with another checksum", "deflate", "eJyrVspMUbJSSi0riTdU0lEqqSxIVbJSyk0tLk5MT9XLSy1XqgUAxRgLdQ==", "body_invalid")]
    [InlineData("br cut off", "br", "CxGAeyJpZCI6ImV2dF8xIiwidHlwZSI6Im1lc3NhZ2UubmV3In0=", "body_invalid")]
    [InlineData("br and more", "br", "CxGAeyJpZCI6ImV2dF8xIiwidHlwZSI6Im1lc3NhZ2UubmV3In0DeA==", "body_invalid")]
    [InlineData("no JSON in it", "gzip", "H4sIAAAAAAAAA6tWykxRsjIEADfGv1YHAAAA", "body_invalid")]
    [InlineData("two codings", "gzip, br", "CxuAH4sIAAAAAAACA6tWykxRslJKLSuJN1TSUSqpLEhVslLKTS0uTkxP1ctLLVeqBQCF8luZIwAAAAM=", "content_type_not_allowed")]
    [InlineData("the same twice", "gzip, gzip", "H4sIAAAAAAAAA5Pv5mAAASbm1WGnfAI3BXnpaneah1wK1Fqp4xG6KeiUr66en4//1dPeuuGrWBlaP0XPVAaqBwAbBveYNwAAAA==", "content_type_not_allowed")]
    [InlineData("one that nobody knows", "zstd", "H4sIAAAAAAACA6tWykxRslJKLSuJN1TSUSqpLEhVslLKTS0uTkxP1ctLLVeqBQCF8luZIwAAAA==", "content_type_not_allowed")]
    [InlineData("one that is none", "gzip;q=1", "H4sIAAAAAAACA6tWykxRslJKLSuJN1TSUSqpLEhVslLKTS0uTkxP1ctLLVeqBQCF8luZIwAAAA==", "content_type_not_allowed")]
    public async Task A_body_is_what_its_coding_says_from_end_to_end_or_none(string what, string coding, string base64, string outcome)
    {
        using var route = TestRoute.Compile($"{{ {Signed}, {Received} }}");
        var body = Convert.FromBase64String(base64);
        var request = SignedOver(body, body).With("Content-Encoding", coding);

        var journey = await route.SendAsync(request);

        Assert.True(outcome == journey.Code, $"{what}: {journey.Code}");
        Assert.Equal(outcome != "content_type_not_allowed" ? Convert.ToHexString(body) : "", Convert.ToHexString(journey.Webhook.Body.Memory.Span));
    }

    [Theory]
    [InlineData("gzip", Gzip)]
    [InlineData("deflate", "eJyrVspMUbJSSi0riTdU0lEqqSxIVbJSyk0tLk5MT9XLSy1XqgUAxRgLdA==")]
    [InlineData("br", "CxGAeyJpZCI6ImV2dF8xIiwidHlwZSI6Im1lc3NhZ2UubmV3In0D")]
    public async Task A_signature_is_over_what_the_route_says(string coding, string base64)
    {
        using var overReceived = TestRoute.Compile($"{{ {Signed}, {Received} }}");
        using var overDecoded = TestRoute.Compile($"{{ {Signed}, {Decoded} }}");
        var body = Convert.FromBase64String(base64);
        var received = SignedOver(body, body).With("Content-Encoding", coding);
        var decoded = SignedOver(body, Encoding.UTF8.GetBytes(Text)).With("Content-Encoding", coding);

        var journey = await overDecoded.SendAsync(decoded);

        Assert.Equal(("passed", "message.new"), (journey.Code, journey.Webhook.EventType));
        Assert.Equal(Convert.ToHexString(body), Convert.ToHexString(journey.Webhook.Body.Memory.Span)); // Forwarded as received.
        Assert.Equal("passed", await overReceived.OutcomeOfAsync(received));
        Assert.Equal("signature_invalid", await overReceived.OutcomeOfAsync(decoded));
        Assert.Equal("signature_invalid", await overDecoded.OutcomeOfAsync(received));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("identity")]
    [InlineData("Identity")]
    public async Task What_is_not_compressed_is_taken_as_it_is(string? coding)
    {
        using var route = TestRoute.Compile($"{{ {Signed}, {Decoded} }}");
        var request = SignedOver(Encoding.UTF8.GetBytes(Text), Encoding.UTF8.GetBytes(Text));

        Assert.Equal("passed", await route.OutcomeOfAsync(coding is null ? request : request.With("Content-Encoding", coding)));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task An_empty_body_is_empty_however_it_is_said_to_be_written(string coding)
    {
        using var route = TestRoute.Compile($"{{ {Signed}, {Received} }}");

        Assert.Equal("passed", await route.OutcomeOfAsync(SignedOver([], []).With("Content-Encoding", coding)));
    }

    [Fact]
    public async Task A_second_line_of_the_header_is_a_second_coding()
    {
        using var route = TestRoute.Compile($"{{ {Signed}, {Received} }}");
        var body = Convert.FromBase64String(Gzip);

        Assert.Equal("content_type_not_allowed", await route.OutcomeOfAsync(
            SignedOver(body, body).With("Content-Encoding", "gzip").With("Content-Encoding", "gzip")));
    }

    [Fact]
    public async Task A_route_that_says_nothing_of_codings_decodes_nothing_and_says_so()
    {
        using var route = TestRoute.Compile($"{{ {Signed} }}");
        var body = Convert.FromBase64String(Gzip);

        var journey = await route.SendAsync(SignedOver(body, body).With("Content-Encoding", "gzip"));

        Assert.Equal("body_invalid", journey.Code);
        Assert.Contains("Body.Decode", RefusalDetail.Of(journey.Webhook, Outcome.BodyInvalid), StringComparison.Ordinal);
    }

    /// <summary>In length: 300,000 bytes; in ratio: a hundredfold beyond 64 KiB.</summary>
    [Theory]
    [InlineData("gzip", 60_000, "passed")]
    [InlineData("br", 60_000, "passed")]
    [InlineData("deflate", 60_000, "passed")]
    [InlineData("gzip", 66_000, "body_too_large")]
    [InlineData("br", 66_000, "body_too_large")]
    [InlineData("deflate", 66_000, "body_too_large")]
    [InlineData("gzip", 50_000_000, "body_too_large")]
    [InlineData("br", 50_000_000, "body_too_large")]
    [InlineData("deflate", 50_000_000, "body_too_large")]
    public async Task A_bomb_is_refused_before_it_is_expanded(string coding, int blanks, string outcome)
    {
        using var budget = new MemoryBudget(2 * 1024 * 1024, TimeProvider.System);
        using var route = TestRoute.Compile($"{{ {Signed}, {Received} }}");
        var body = Compress(coding, Encoding.UTF8.GetBytes("{\"a\":1" + new string(' ', blanks) + "}"));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var journey = await route.SendAsync(SignedOver(body, body).With("Content-Encoding", coding), budget);

        Assert.Equal(outcome, journey.Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 16 * 1024 * 1024); // Arenas of the budget among them.
        journey.Webhook.Dispose();
        Assert.Equal(0, budget.TakenBytes);
    }

    [Theory]
    [InlineData(299_992, "passed")]
    [InlineData(299_993, "body_too_large")]
    public async Task A_body_may_become_as_long_as_the_route_says_and_no_byte_longer(int digits, string outcome)
    {
        // Digits in no order are compressed to a half: their ratio is no matter.
        var text = new StringBuilder();
        for (var state = 12345u; text.Length < digits; state = (state * 1664525) + 1013904223)
        {
            text.Append((char)('0' + (state >> 24) % 10));
        }

        using var route = TestRoute.Compile($"{{ {Signed}, {Received} }}");
        var plain = Encoding.UTF8.GetBytes($"{{\"a\":\"{text}\"}}");
        Assert.Equal(digits + 8, plain.Length);
        foreach (var coding in (string[])["gzip", "deflate", "br"])
        {
            var body = Compress(coding, plain);
            Assert.Equal((coding, outcome), (coding, await route.OutcomeOfAsync(SignedOver(body, body).With("Content-Encoding", coding))));
        }
    }

    /// <summary>What it says of its own length is refused at once; what lies is refused where it goes beyond.</summary>
    [Theory]
    [InlineData(0, "body_too_large")]
    [InlineData(100, "body_too_large")]
    [InlineData(299_999, "body_too_large")]
    [InlineData(300_001, "body_too_large")]
    [InlineData(int.MaxValue, "body_invalid")] // More than deflate can make of so little.
    public async Task What_a_member_says_of_its_length_is_not_believed(int said, string outcome)
    {
        using var route = TestRoute.Compile($"{{ {Signed}, {Received} }}");
        var body = Compress("gzip", new byte[10_000_000]);
        BitConverter.TryWriteBytes(body.AsSpan(body.Length - 4), said);

        Assert.Equal(outcome, await route.OutcomeOfAsync(SignedOver(body, body).With("Content-Encoding", "gzip")));
    }

    /// <summary>Over the received bytes nothing is decoded for who has not signed.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_signed_as_received_is_decoded_when_it_is_proven(bool isDecoded)
    {
        using var route = TestRoute.Compile($"{{ {Signed}, {(isDecoded ? Decoded : Received)} }}");
        var request = new TestRequest { Body = Compress("gzip", new byte[10_000_000]) }.With("Content-Encoding", "gzip").With("X-Sig", new string('0', 64));

        Assert.Equal(isDecoded ? "body_too_large" : "signature_invalid", await route.OutcomeOfAsync(request));
    }

    [Fact]
    public async Task Without_memory_for_it_the_gateway_is_overloaded()
    {
        using var budget = new MemoryBudget(64 * 1024, TimeProvider.System);
        using var route = TestRoute.Compile($"{{ {Signed}, {Received} }}");
        var body = Compress("gzip", Encoding.UTF8.GetBytes("{\"a\":1" + new string(' ', 60_000) + "}"));

        var journey = await route.SendAsync(SignedOver(body, body).With("Content-Encoding", "gzip"), budget);

        Assert.Equal("overloaded", journey.Code);
        journey.Webhook.Dispose();
        Assert.Equal(0, budget.TakenBytes);
    }

    [Theory]
    [InlineData("""{ "Decode": [ "zip" ] }""", "Decode[0]: found 'zip'; list each of gzip, deflate, br at most once.")]
    [InlineData("""{ "Decode": [ "gzip", "gzip" ] }""", "Decode[1]: found 'gzip'; list each of gzip, deflate, br at most once.")]
    [InlineData("""{ "SignedOver": "Decoded" }""", "SignedOver: has no effect without 'Decode', which lists the codings that are read.")]
    [InlineData("""{ "MaxDecodedBytes": 5 }""", "MaxDecodedBytes: has no effect without 'Decode', which lists the codings that are read.")]
    [InlineData("""{ "MaxDecodedRatio": 5 }""", "MaxDecodedRatio: has no effect without 'Decode', which lists the codings that are read.")]
    [InlineData("""{ "Decode": [ "br" ], "MaxDecodedRatio": 0 }""", "MaxDecodedRatio: 0 is out of range; use 1 to 10000.")]
    [InlineData("""{ "Decode": [ "br" ], "MaxDecodedBytes": -1 }""", "MaxDecodedBytes: -1 is out of range; use 0 to 1073741824 bytes.")]
    public void What_is_wrong_with_the_section_is_told(string section, string problem) => Assert.Equal(
        $"$.ReverseProxy.Routes.hook.Verification.Body.{problem}", Assert.Single(TestRoute.ProblemsOf($"{{ {Signed}, \"Body\": {section} }}")));

    private static TestRequest SignedOver(byte[] body, byte[] signed) =>
        new TestRequest { Body = body }.With("X-Sig", Convert.ToHexStringLower(Hmac.Sha256(TestRoute.Secret, signed)));

    private static byte[] Compress(string coding, byte[] plain)
    {
        using var compressed = new MemoryStream();
        using (Stream stream = coding switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            "deflate" => new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            _ => new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            stream.Write(plain);
        }

        return compressed.ToArray();
    }
}
