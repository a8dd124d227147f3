using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.Keys.PublicKeys;

/// <summary>Routes that verify with a public key, whatever its algorithm.</summary>
public sealed class PublicKeySignatureTests
{
    private static readonly byte[] Body = "{\"id\":\"1\"}"u8.ToArray();

    public static TheoryData<string> Algorithms => [.. TestKey.All.Select(key => key.Algorithm)];

    public static TheoryData<string, string> Others
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var key in TestKey.All)
            {
                foreach (var other in TestKey.All.Where(other => other != key))
                {
                    pairs.Add(key.Algorithm, other.Algorithm);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task A_signature_verifies_over_the_body_and_over_content_put_together(string algorithm)
    {
        var key = TestKey.Of(algorithm);
        using var whole = Route(key);
        using var gathered = Route(key, "{header:X-Id}.{body}");

        Assert.Equal("passed", await OutcomeAsync(whole, key.Sign(Body)));
        Assert.Equal("passed", await OutcomeAsync(gathered, key.Sign([.. "7."u8, .. Body])));
        Assert.Equal("signature_invalid", await OutcomeAsync(gathered, key.Sign(Body)));
        Assert.Equal("env:KEY", (await whole.SendAsync(Request(Convert.ToBase64String(key.Sign(Body))))).Webhook.KeyId);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task A_body_of_many_pieces_is_gathered_whole(string algorithm)
    {
        var key = TestKey.Of(algorithm);
        using var route = Route(key, "{header:X-Id}.{body}.{body}");
        var body = Pattern.Bytes(100_000);
        var request = Request("") with { Body = body, ContentType = null };

        Assert.Equal("passed", await route.OutcomeOfAsync(request with
        {
            Headers = [("X-Id", "7"), ("X-Sig", Convert.ToBase64String(key.Sign([.. "7."u8, .. body, (byte)'.', .. body])))],
        }));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task No_bit_of_a_signature_or_a_body_may_change(string algorithm)
    {
        var key = TestKey.Of(algorithm);
        using var route = Route(key);
        var signature = key.Sign(Body);
        Assert.Equal("passed", await OutcomeAsync(route, signature));
        for (var bit = 0; bit < 8 * signature.Length; bit += bit < 512 ? 1 : 37)
        {
            Assert.NotEqual("passed", await OutcomeAsync(route, Flip(signature, bit)));
        }

        for (var bit = 0; bit < 8 * Body.Length; bit++)
        {
            Assert.Equal("signature_invalid", await route.OutcomeOfAsync(
                Request(Convert.ToBase64String(signature)) with { Body = Flip(Body, bit) }));
        }
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task The_right_signature_of_another_algorithm_is_not_taken(string algorithm, string other)
    {
        using var route = Route(TestKey.Of(algorithm));

        Assert.NotEqual("passed", await OutcomeAsync(route, TestKey.Of(other).Sign(Body)));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task What_cannot_be_a_signature_is_malformed(string algorithm)
    {
        var key = TestKey.Of(algorithm);
        using var route = Route(key);
        var signature = key.Sign(Body);
        var text = Convert.ToBase64String(signature);
        string[] malformed =
        [
            "x", "=", "====", "AAAA", text + "\t" + text, text.Insert(8, " "), text[..^4], text + "AAAA", text + "=", text.TrimEnd('=') + "A",
            Convert.ToHexStringLower(signature), Convert.ToBase64String(signature[1..]), Convert.ToBase64String([.. signature, 0]),
            Convert.ToBase64String([0, .. signature]), new string('A', 4096), text + "\u00e9", "\ud83d\ude00",
        ];

        Assert.Equal("passed", await route.OutcomeOfAsync(Request(text)));
        foreach (var candidate in malformed.Where(candidate => candidate != text))
        {
            Assert.Equal("signature_malformed", await route.OutcomeOfAsync(Request(candidate)));
        }
    }

    [Theory]
    [InlineData("hex")]
    [InlineData("hex-upper")]
    [InlineData("base64")]
    [InlineData("base64url")]
    public async Task One_signature_has_one_text(string encoding)
    {
        var key = TestKey.Ed25519;
        using var route = Route(key, encoding: encoding);
        var signature = key.Sign(Body);
        var base64 = Convert.ToBase64String(signature);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["hex"] = Convert.ToHexStringLower(signature),
            ["hex-upper"] = Convert.ToHexString(signature),
            ["base64"] = base64,
            ["base64url"] = System.Buffers.Text.Base64Url.EncodeToString(signature),
            ["unpadded"] = base64.TrimEnd('='),
            ["padded base64url"] = System.Buffers.Text.Base64Url.EncodeToString(signature) + "==",
            ["other bits in the last character"] = base64[..^3] + (char)(base64[^3] + 1) + "==",
        };

        foreach (var (name, text) in texts)
        {
            var isSame = text == texts[encoding];
            Assert.True(isSame == (await route.OutcomeOfAsync(Request(text)) == "passed"), name);
        }
    }

    [Fact]
    public async Task Any_key_in_force_may_have_signed_and_any_of_several_signatures_may_be_right()
    {
        var (old, present) = (TestKey.Edwards(1), TestKey.Edwards(2));
        using var route = TestRoute.Compile(
            """
            { "Signature": { "Algorithm": "ed25519", "From": "header:X-Sig", "Encoding": "base64", "Separator": " ", "Key": "spki", "Secrets": [ "env:OLD", "env:NEW" ] } }
            """,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["OLD"] = old.Spki, ["NEW"] = present.Spki });
        var (byOld, byNew) = (Convert.ToBase64String(old.Sign(Body)), Convert.ToBase64String(present.Sign(Body)));
        var byOther = Convert.ToBase64String(TestKey.Edwards(3).Sign(Body));

        Assert.Equal("env:NEW", (await route.SendAsync(Request(byNew))).Webhook.KeyId);
        Assert.Equal("env:OLD", (await route.SendAsync(Request("x " + byOther + " " + byOld))).Webhook.KeyId);
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(Request(byOther)));
    }

    [Theory]
    [InlineData("ecdsa-p256-sha256", "3006020100020100")] // r = s = 0
    [InlineData("ecdsa-p256-sha256", "3006020101020100")]
    [InlineData("ecdsa-p256-sha256", "3006020100020101")]
    [InlineData("ecdsa-p256-sha256", "30060201ff020101")] // negative
    [InlineData("ecdsa-p256-sha256", "300702020001020101")] // not the shortest form
    [InlineData("ecdsa-p256-sha256", "308106020101020101")]
    [InlineData("ecdsa-p256-sha256", "3080020101020101")] // indefinite length
    [InlineData("ecdsa-p256-sha256", "30060201010201010000")]
    [InlineData("ecdsa-p256-sha256", "3009020101020101020101")] // three numbers
    [InlineData("ecdsa-p256-sha256", "3003020101")]
    [InlineData("ecdsa-p256-sha256", "3084ffffffff")]
    [InlineData("ecdsa-p256-sha256", "30")]
    [InlineData("ecdsa-p256-sha256", "3106020101020101")]
    [InlineData("ecdsa-p256-sha256-p1363", "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ecdsa-p256-sha256-p1363", "01000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ecdsa-p256-sha256-p1363", "00000000000000000000000000000000000000000000000000000000000000000100000000000000000000000000000000000000000000000000000000000000")]
    public async Task Numbers_that_no_signature_has_are_malformed(string algorithm, string signature)
    {
        using var route = Route(TestKey.Of(algorithm), encoding: "hex");

        Assert.Equal("signature_malformed", await route.OutcomeOfAsync(Request(signature)));
    }

    [Theory]
    [InlineData("ecdsa-p256-sha256-p1363")]
    [InlineData("rsa-sha256")]
    public async Task Numbers_beyond_the_key_s_are_no_one_s(string algorithm)
    {
        using var route = Route(TestKey.Of(algorithm), encoding: "hex");

        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(Request(new string('f', algorithm[0] == 'e' ? 128 : 512))));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(Request(new string('0', algorithm[0] == 'e' ? 63 : 511) + "1" + (algorithm[0] == 'e' ? new string('0', 63) + "1" : ""))));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Many_requests_at_once_are_each_judged_by_their_own_signature(string algorithm)
    {
        var key = TestKey.Of(algorithm);
        using var route = Route(key, "{header:X-Id}.{body}");
        var right = key.Sign([.. "7."u8, .. Body]);
        var wrong = key.Sign([.. "8."u8, .. Body]);

        await Parallel.ForAsync(0, 200, async (i, _) =>
            Assert.Equal(i % 2 == 0 ? "passed" : "signature_invalid", await OutcomeAsync(route, i % 2 == 0 ? right : wrong)));
    }

    private static TestRoute Route(TestKey key, string content = "{body}", string encoding = "base64") => TestRoute.Compile(
        $$"""
        { "Signature": { "Algorithm": "{{key.Algorithm}}", "From": "header:X-Sig", "Encoding": "{{encoding}}", "Content": "{{content}}", "Key": "spki", "Secrets": "env:KEY" } }
        """,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["KEY"] = key.Spki });

    private static TestRequest Request(string signature) => new TestRequest { Body = Body }.With("X-Id", "7").With("X-Sig", signature);

    private static Task<string> OutcomeAsync(TestRoute route, byte[] signature) =>
        route.OutcomeOfAsync(Request(Convert.ToBase64String(signature)));

    private static byte[] Flip(byte[] bytes, int bit)
    {
        var changed = bytes.ToArray();
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        return changed;
    }
}
