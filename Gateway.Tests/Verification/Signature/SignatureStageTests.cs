using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature;

public sealed class SignatureStageTests
{
    private const string Good = "GOOD"; // stands for the right signature
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";

    private static readonly string Right = Hmac.Hex(TestRoute.Secret, "{}");

    [Theory]
    [InlineData(null, "signature_missing")]
    [InlineData("", "signature_missing")]
    [InlineData("x", "signature_malformed")]
    [InlineData(Zeros, "signature_invalid")]
    [InlineData(Good, "passed")]
    public async Task The_reason_says_what_is_wrong_with_a_signature(string? signature, string outcome) =>
        Assert.Equal(outcome, await OutcomeAsync("""{ "From": "header:X-Sig" }""", signature));

    [Theory]
    [InlineData("sha256=GOOD", "passed")]
    [InlineData("GOOD", "signature_malformed")]
    [InlineData("SHA256=GOOD", "signature_malformed")]
    [InlineData("sha256= GOOD", "signature_malformed")]
    [InlineData("sha256=sha256=GOOD", "signature_malformed")]
    [InlineData("sha256=", "signature_malformed")]
    [InlineData("sha1=GOOD", "signature_malformed")]
    public async Task The_prefix_must_precede_the_signature_exactly(string signature, string outcome) =>
        Assert.Equal(outcome, await OutcomeAsync("""{ "From": "header:X-Sig", "Prefix": "sha256=" }""", signature));

    [Theory]
    [InlineData("v1,GOOD", "passed")]
    [InlineData("v1,other v1,GOOD", "passed")]
    [InlineData("v1,GOOD v1,other", "passed")]
    [InlineData("v1a,other v1,GOOD", "passed")]
    [InlineData("  v1,GOOD  ", "passed")]
    [InlineData("v1,a v1,b", "signature_malformed")]
    [InlineData("v1," + Zeros + " v1,b", "signature_invalid")]
    [InlineData("v2,GOOD", "signature_malformed")]
    [InlineData("v1,GOODv1,GOOD", "signature_malformed")]
    [InlineData("v1,GOOD,v1,other", "signature_malformed")]
    [InlineData("v1,1 v1,2 v1,3 v1,4 v1,5 v1,6 v1,7 v1,GOOD", "passed")]
    [InlineData("v1,1 v1,2 v1,3 v1,4 v1,5 v1,6 v1,7 v1,8 v1,GOOD", "signature_malformed")]
    [InlineData("v1,GOOD v1,2 v1,3 v1,4 v1,5 v1,6 v1,7 v1,8 v1,9", "signature_malformed")]
    public async Task Any_signature_of_a_list_may_be_right_up_to_eight(string signatures, string outcome) =>
        Assert.Equal(outcome, await OutcomeAsync(
            """{ "From": "header:X-Sig", "Prefix": "v1,", "Separator": " " }""", signatures));

    [Theory]
    [InlineData("t=1,v1=GOOD", "passed")]
    [InlineData("v1=GOOD,t=1", "passed")]
    [InlineData("t=1, v1=GOOD", "passed")]
    [InlineData("t=1,v1=other,v1=GOOD", "passed")]
    [InlineData("t=1,v1=GOOD,v0=other", "passed")]
    [InlineData("t=1,v0=GOOD", "signature_malformed")]
    [InlineData("t=1", "signature_malformed")]
    [InlineData("v1", "signature_malformed")]
    [InlineData("v1=", "signature_malformed")]
    [InlineData("GOOD", "signature_malformed")]
    [InlineData("V1=GOOD", "signature_malformed")]
    [InlineData("v1==GOOD", "signature_malformed")]
    [InlineData("v1=1,v1=2,v1=3,v1=4,v1=5,v1=6,v1=7,v1=8,v1=GOOD", "signature_malformed")]
    public async Task A_signature_may_be_one_field_of_a_structured_header(string signature, string outcome) =>
        Assert.Equal(outcome, await OutcomeAsync("""{ "From": "header:X-Sig[v1]" }""", signature));

    [Theory]
    [InlineData("1,GOOD", "passed")]
    [InlineData("1;GOOD", "passed")]
    [InlineData("GOOD,1", "signature_malformed")]
    [InlineData("GOOD", "signature_malformed")]
    [InlineData("1,v1=GOOD", "signature_malformed")]
    public async Task A_signature_may_be_named_by_its_position(string signature, string outcome) =>
        Assert.Equal(outcome, await OutcomeAsync("""{ "From": "header:X-Sig[1]" }""", signature));

    [Fact]
    public async Task Two_signature_headers_are_refused_whichever_is_right()
    {
        using var route = Route("""{ "From": "header:X-Sig" }""");

        Assert.Equal("signature_malformed", await route.OutcomeOfAsync(
            new TestRequest().With("X-Sig", Right).With("X-Sig", Right)));
    }

    [Theory]
    [InlineData(Good, null, "passed")]
    [InlineData(null, Good, "passed")]
    [InlineData(Good, Zeros, "passed")]
    [InlineData(Zeros, Good, "signature_invalid")]
    [InlineData("x", Good, "signature_malformed")]
    [InlineData(null, null, "signature_missing")]
    public async Task Of_alternative_places_the_first_that_is_there_counts(string? header, string? query, string outcome)
    {
        using var route = Route("""{ "From": "header:X-Sig | query:sig" }""");
        var request = new TestRequest { Target = query is null ? "/hook" : $"/hook?sig={Fill(query)}" };

        Assert.Equal(outcome, await route.OutcomeOfAsync(header is null ? request : request.With("X-Sig", Fill(header))));
    }

    [Fact]
    public async Task A_signature_of_another_secret_is_invalid() =>
        Assert.Equal("signature_invalid", await OutcomeAsync("""{ "From": "header:X-Sig" }""", Hmac.Hex("another", "{}")));

    [Fact]
    public async Task A_signature_of_an_empty_body_is_one_like_any_other()
    {
        using var route = Route("""{ "From": "header:X-Sig" }""");

        Assert.Equal("passed", await route.OutcomeOfAsync(
            new TestRequest { ContentType = null, Body = [] }.With("X-Sig", Hmac.Hex(TestRoute.Secret, ""))));
    }

    [Fact]
    public async Task No_change_of_a_single_byte_gets_through()
    {
        using var route = TestRoute.Compile("""
            {
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig[v1]", "Content": "{timestamp}.{body}", "Secrets": [ "env:SECRET", "env:OLD_SECRET" ] },
              "Replay": { "Timestamp": "header:X-Sig[t]" }
            }
            """);
        var body = """{"id":"1","text":"é"}""";
        var time = route.UnixNow;
        var signature = Hmac.Hex(TestRoute.Secret, $"{time}.{body}");
        var right = $"t={time},v1={signature}";
        var request = new TestRequest { ContentType = null, Text = body };
        Assert.Equal("passed", await route.OutcomeOfAsync(request.With("X-Sig", right)));

        foreach (var changed in SingleByteChanges(request.Body))
        {
            Assert.NotEqual("passed", await route.OutcomeOfAsync((request with { Body = changed }).With("X-Sig", right)));
        }

        foreach (var changed in SingleByteChanges(Encoding.Latin1.GetBytes($"{time},v1={signature}")))
        {
            // Blanks around a field are no part of it, and a field of another name is not read.
            var header = Encoding.Latin1.GetString(changed);
            var isSame = header.Split(',') is [var first, var second] && first.TrimEnd(' ') == time && second.Trim(' ') == $"v1={signature}";
            Assert.Equal(isSame, await route.OutcomeOfAsync(request.With("X-Sig", "t=" + header)) == "passed");
        }
    }

    [Fact]
    public async Task The_secret_that_verified_is_named_and_not_shown()
    {
        using var route = TestRoute.Compile("""
            {
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": [ "env:OLD_SECRET", { "Id": "2026", "Value": "env:SECRET" } ] }
            }
            """);

        Assert.Equal("2026", (await route.SendAsync(new TestRequest().With("X-Sig", Right))).Webhook.KeyId);
        Assert.Equal("env:OLD_SECRET", (await route.SendAsync(
            new TestRequest().With("X-Sig", Hmac.Hex(TestRoute.OldSecret, "{}")))).Webhook.KeyId);
        Assert.Null((await route.SendAsync(new TestRequest().With("X-Sig", Zeros))).Webhook.KeyId);
    }

    /// <summary>Every bit flipped, every byte taken out, and one put in everywhere.</summary>
    private static IEnumerable<byte[]> SingleByteChanges(byte[] bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = bytes.ToArray();
                changed[i] ^= (byte)(1 << bit);
                yield return changed;
            }

            yield return [.. bytes[..i], .. bytes[(i + 1)..]];
            yield return [.. bytes[..i], (byte)' ', .. bytes[i..]];
            yield return [.. bytes[..i], 0, .. bytes[i..]];
        }

        yield return [.. bytes, (byte)'0'];
        yield return [.. bytes, (byte)'\n'];
    }

    private static string Fill(string text) => text.Replace(Good, Right, StringComparison.Ordinal);

    private static async Task<string> OutcomeAsync(string settings, string? signature)
    {
        using var route = Route(settings);
        var request = new TestRequest();
        return await route.OutcomeOfAsync(signature is null ? request : request.With("X-Sig", Fill(signature)));
    }

    private static TestRoute Route(string settings) =>
        TestRoute.Compile(
            $$"""
            { "Signature": { "Algorithm": "hmac-sha256", "Secrets": "env:SECRET", {{settings.Trim('{', '}')}} } }
            """);
}
