using System.Text;
using Gateway.Tests.Support;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Signature.HttpMessageSignatures;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Signature.Keys.PublicKeys;

namespace Gateway.Tests.Verification.Signature.HttpMessageSignatures;

/// <summary>RFC 9421, appendix B.2, with the keys of B.1.</summary>
public sealed class RfcVectorTests
{
    private const string RsaPss =
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+"
        + "oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHqgDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5W"
        + "Utzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI2wIDAQAB";

    private const string P256 = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lfw0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==";
    private const string Edwards = "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=";
    private const string Shared = "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==";
    private const string Digest = "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";

    private const string Input1 = """sig-b21=();created=1618884473;keyid="test-key-rsa-pss";nonce="b3k2pp5k7z-50gnwp.yemd" """;
    private const string Input2 = """sig-b22=("@authority" "content-digest" "@query-param";name="Pet");created=1618884473;keyid="test-key-rsa-pss";tag="header-example" """;
    private const string Input3 = """sig-b23=("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-rsa-pss" """;
    private const string Input5 = """sig-b25=("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret" """;
    private const string Input6 = """sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519" """;

    private const string Signature1 = "d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it++wgGxbtRxf8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR72rgFWhzx2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEVPnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==";
    private const string Signature2 = "LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CDfKtjvuJyE5qH7KT8UCMkSowOB4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1rLEuEfY17SARYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB4jY3I5rSV2DSBVkSFsURIjYErOs0tFTQosMTAoxk//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw==";
    private const string Signature3 = "bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==";
    private const string Signature4 = "wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==";
    private const string Signature5 = "pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=";
    private const string Signature6 = "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==";

    private const string Base2 = "\"@authority\": example.com\n\"content-digest\": " + Digest + "\n\"@query-param\";name=\"Pet\": dog\n\"@signature-params\": ";
    private const string Base3 = "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@method\": POST\n\"@path\": /foo\n\"@query\": ?param=Value&Pet=dog\n\"@authority\": example.com\n"
        + "\"content-type\": application/json\n\"content-digest\": " + Digest + "\n\"content-length\": 18\n\"@signature-params\": ";
    private const string Base5 = "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@authority\": example.com\n\"content-type\": application/json\n\"@signature-params\": ";
    private const string Base6 = "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@method\": POST\n\"@path\": /foo\n\"@authority\": example.com\n\"content-type\": application/json\n"
        + "\"content-length\": 18\n\"@signature-params\": ";

    private static readonly TestRequest Message = new TestRequest { Target = "/foo?param=Value&Pet=dog", Text = """{"hello": "world"}""" }
        .With("Host", "example.com").With("Date", "Tue, 20 Apr 2021 02:07:55 GMT").With("Content-Digest", Digest);

    [Theory]
    [InlineData("rsa-pss-sha512", RsaPss, Input1, Signature1, "\"@signature-params\": ")]
    [InlineData("rsa-pss-sha512", RsaPss, Input2, Signature2, Base2)]
    [InlineData("rsa-pss-sha512", RsaPss, Input3, Signature3, Base3)]
    [InlineData("hmac-sha256", Shared, Input5, Signature5, Base5)]
    [InlineData("ed25519", Edwards, Input6, Signature6, Base6)]
    public void The_signature_base_is_that_of_the_RFC_and_its_signature_verifies(
        string algorithm, string key, string input, string signature, string expected)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var route = Route("ed25519", TestKey.Ed25519.Spki, "x");
        using var webhook = route.Receive(Message);
        var read = Assert.Single(SignatureFields.ReadInputs(input.TrimEnd())!);
        var content = new GatheredContent();

        Assert.True(SignatureBase.TryAppend(read, webhook, PublicUrl.Parse("https://example.com")!, content));
        Assert.Equal(expected + input.TrimEnd()[(input.IndexOf('=', StringComparison.Ordinal) + 1)..], Encoding.Latin1.GetString(content.Bytes));
        Assert.True(Key(algorithm, key).Verify(content.Bytes, Convert.FromBase64String(signature)));
    }

    [Fact]
    public void The_signature_of_a_response_verifies_with_r_and_s_side_by_side()
    {
        const string signed = "\"@status\": 200\n\"content-type\": application/json\n\"content-digest\": sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:\n"
            + "\"content-length\": 23\n\"@signature-params\": (\"@status\" \"content-type\" \"content-digest\" \"content-length\");created=1618884473;keyid=\"test-key-ecc-p256\"";

        Assert.True(Key("ecdsa-p256-sha256", P256).Verify(Encoding.ASCII.GetBytes(signed), Convert.FromBase64String(Signature4)));
    }

    [Theory]
    [InlineData(Input2, Signature2, "timestamp_too_old")] // Right in all but its age.
    [InlineData(Input3, Signature3, "timestamp_too_old")]
    [InlineData(Input1, Signature1, "signature_malformed")] // Covers no body.
    [InlineData(Input2, Signature3, "signature_invalid")]
    public async Task A_route_takes_the_signature_that_covers_the_body_and_judges_its_age(string input, string signature, string outcome)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var route = Route("rsa-pss-sha512", RsaPss, "test-key-rsa-pss");
        var label = input[..input.IndexOf('=', StringComparison.Ordinal)];
        var request = Message.With("Signature-Input", input.TrimEnd()).With("Signature", $"{label}=:{signature}:");

        Assert.Equal(outcome, await route.OutcomeOfAsync(request));
        Assert.NotEqual("timestamp_too_old", await route.OutcomeOfAsync(request with { Text = """{"hello": "World"}""" }));
    }

    private static IMessageKey Key(string algorithm, string key) => algorithm switch
    {
        "rsa-pss-sha512" => new PublicMessageKey(PublicKeyAlgorithms.RsaPssSha512.Import(Convert.FromBase64String(key))),
        "ecdsa-p256-sha256" => new PublicMessageKey(PublicKeyAlgorithms.EcdsaP256Sha256P1363.Import(Convert.FromBase64String(key))),
        "ed25519" => new PublicMessageKey(PublicKeyAlgorithms.Ed25519.Import(Convert.FromBase64String(key))),
        _ => new SharedMessageKey(Convert.FromBase64String(key), new MessageWriter(null!)),
    };

    private static TestRoute Route(string algorithm, string key, string id) => TestRoute.Compile(
        $$"""
        {
          "PublicUrl": "https://example.com",
          "Signature": {
            "Algorithm": "http-message-signatures", "Key": "spki", "Secrets": { "Id": "{{id}}", "Value": "env:KEY" },
            "MessageSignature": { "Algorithm": "{{algorithm}}", "Components": "@authority" }
          },
          "Replay": { "Timestamp": "signature:created" }
        }
        """,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["KEY"] = key });
}
