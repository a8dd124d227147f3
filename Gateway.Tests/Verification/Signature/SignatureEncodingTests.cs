using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature;

/// <summary>One signature has one spelling: whatever decodes to the same bytes but is written otherwise is refused.</summary>
public sealed class SignatureEncodingTests
{
    // Its signature ends so that base64 pads it, and holds both characters that base64 and base64url write differently.
    private static readonly byte[] Mac = MacWithAllSpellings(out _);
    private static readonly string Body = BodyOf();

    public static TheoryData<string, string> RightSpellings => new()
    {
        { "hex", Convert.ToHexStringLower(Mac) },
        { "hex-upper", Convert.ToHexString(Mac) },
        { "base64", Convert.ToBase64String(Mac) },
        { "base64url", Url(Convert.ToBase64String(Mac)).TrimEnd('=') },
        { "base64-unpadded", Convert.ToBase64String(Mac).TrimEnd('=') },
        { "base64url-padded", Url(Convert.ToBase64String(Mac)) },
        { "base64-hex", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Mac))) },
    };

    public static TheoryData<string, string> WrongSpellings
    {
        get
        {
            var hex = Convert.ToHexStringLower(Mac);
            var base64 = Convert.ToBase64String(Mac);
            return new()
            {
                { "hex", hex.ToUpperInvariant() },
                { "hex", char.ToUpperInvariant(hex.First(char.IsAsciiLetter)) + hex[1..] },
                { "hex", hex + "0" },
                { "hex", hex + hex },
                { "hex", hex + "\0" },
                { "hex", hex + "=" },
                { "hex", "0x" + hex },
                { "hex", "sha256=" + hex },
                { "hex", hex[..^1] },
                { "hex", hex[..32] },
                { "hex", hex[1..] },
                { "hex", $"\"{hex}\"" },
                { "hex", $"{hex}, {hex}" },
                { "hex", base64 },
                { "hex", "\u00b2" + hex[1..] },
                { "hex-upper", hex },
                { "base64", base64.TrimEnd('=') },
                { "base64", base64 + "=" },
                { "base64", Url(base64) },
                { "base64", Url(base64).TrimEnd('=') },
                { "base64", base64.Insert(10, " ") },
                { "base64", base64[..^2] + Next(base64[^2]) + "=" },
                { "base64", hex },
                { "base64", Convert.ToBase64String(Mac.AsSpan(0, 16)) },
                { "base64-unpadded", base64 },
                { "base64-unpadded", Url(base64).TrimEnd('=') },
                { "base64-unpadded", base64.TrimEnd('=')[..^1] + Next(base64.TrimEnd('=')[^1]) },
                { "base64url-padded", base64 },
                { "base64url-padded", Url(base64).TrimEnd('=') },
                { "base64url-padded", Url(base64) + "=" },
                { "base64-hex", hex },
                { "base64-hex", base64 },
                { "base64-hex", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(hex.ToUpperInvariant())) },
                { "base64-hex", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(hex)).TrimEnd('=') },
                { "base64url", base64 },
                { "base64url", Url(base64) },
                { "base64url", base64.TrimEnd('=') },
                { "base64url", Url(base64).TrimEnd('=')[..^1] + Next(Url(base64).TrimEnd('=')[^1]) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(RightSpellings))]
    public async Task The_configured_spelling_is_accepted(string encoding, string signature) =>
        Assert.Equal("passed", await OutcomeAsync(encoding, signature));

    [Theory]
    [MemberData(nameof(WrongSpellings))]
    public async Task Any_other_spelling_is_refused(string encoding, string signature) =>
        Assert.Contains(await OutcomeAsync(encoding, signature), (string[])["signature_malformed", "signature_invalid"]);

    [Theory]
    [InlineData("hex", "signature_malformed", "short")]
    [InlineData("hex", "signature_malformed", "Z0000000000000000000000000000000000000000000000000000000000000zz")]
    [InlineData("hex", "signature_invalid", "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("hex-upper", "signature_malformed", "abcdef0000000000000000000000000000000000000000000000000000000000")]
    [InlineData("base64", "signature_invalid", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("base64", "signature_malformed", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("base64", "signature_malformed", "----------------------------------------AAA=")]
    [InlineData("base64url", "signature_invalid", "-_-_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("base64url", "signature_malformed", "+/+/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task The_reason_tells_a_wrong_form_from_a_wrong_signature(string encoding, string outcome, string signature) =>
        Assert.Equal(outcome, await OutcomeAsync(encoding, signature));

    private static async Task<string> OutcomeAsync(string encoding, string signature)
    {
        using var route = TestRoute.Compile(
            $$"""
            { "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Encoding": "{{encoding}}", "Secrets": "env:SECRET" } }
            """);
        return await route.OutcomeOfAsync(new TestRequest { ContentType = null, Text = Body }.With("X-Sig", signature));
    }

    private static string BodyOf()
    {
        MacWithAllSpellings(out var body);
        return body;
    }

    private static byte[] MacWithAllSpellings(out string body)
    {
        for (var i = 0; ; i++)
        {
            body = $"body {i}";
            var mac = Hmac.Sha256(TestRoute.Secret, System.Text.Encoding.UTF8.GetBytes(body));
            var base64 = Convert.ToBase64String(mac);
            if (base64.Contains('+', StringComparison.Ordinal) && base64.Contains('/', StringComparison.Ordinal)
                && char.IsAsciiLetter(Convert.ToHexStringLower(mac)[0]))
            {
                return mac;
            }
        }
    }

    private static string Url(string base64) => base64.Replace('+', '-').Replace('/', '_');

    /// <summary>The next digit: the same bytes, since the last digit holds bits that nothing decodes.</summary>
    private static char Next(char digit) => digit switch
    {
        'Z' => 'a',
        'z' => '0',
        '9' => '8',
        _ => (char)(digit + 1),
    };
}
