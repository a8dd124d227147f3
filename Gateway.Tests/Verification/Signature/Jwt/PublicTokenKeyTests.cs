using System.Security.Cryptography;
using System.Text;
using Gateway.Tests.Support;
using Gateway.Verification.Signature.Jwt;
using Gateway.Verification.Signature.KeySets;

namespace Gateway.Tests.Verification.Signature.Jwt;

/// <summary>Tokens that a provider signs with a key that only it has.</summary>
public sealed class PublicTokenKeyTests
{
    private const string RsaKey =
        """{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"}""";

    private const string Claims = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    /// <summary>RFC 7515, appendices A.1 to A.4; RFC 8037, appendix A.4. The keys are JWKs, as printed there.</summary>
    public static TheoryData<string, string, string> Examples => new()
    {
        {
            "HS256",
            """{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}""",
            $"eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.{Claims}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        },
        {
            "RS256",
            RsaKey,
            $"eyJhbGciOiJSUzI1NiJ9.{Claims}.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
        },
        {
            "ES256",
            """{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""",
            $"eyJhbGciOiJFUzI1NiJ9.{Claims}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
        },
        {
            "ES512",
            """{"kty":"EC","crv":"P-521","x":"AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk","y":"ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2"}""",
            "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn"
        },
        {
            "EdDSA",
            """{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""",
            "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
        },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_examples_of_the_standards_verify_and_their_neighbours_do_not(string algorithm, string key, string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        TokenAlgorithm[] accepted = [TokenAlgorithm.Find(algorithm)!];
        var webKey = Assert.Single(WebKeySet.Parse(Encoding.UTF8.GetBytes($$"""{"keys":[{{key}}]}"""), out _)!.Keys);
        ITokenKey tokenKey = webKey.Secret is { } secret
            ? new MacTokenKey(secret, new TokenWriter(accepted[0], []))
            : PublicTokenKey.Import(webKey.Info!, accepted);
        var signature = token.LastIndexOf('.') + 1;
        var flipped = token[signature] == 'B' ? 'C' : 'B';

        Assert.True(tokenKey.Verify(CompactToken.Read(token, accepted)!, default));
        Assert.False(tokenKey.Verify(CompactToken.Read(token[..signature] + flipped + token[(signature + 1)..], accepted)!, default));
        Assert.Null(CompactToken.Read(token, [TokenAlgorithm.Find(algorithm == "HS256" ? "RS256" : "HS256")!]));
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public async Task A_token_is_verified_with_the_algorithm_it_names_and_no_other(string algorithm)
    {
        using var rsa = RSA.Create(2048);
        var (hash, bits) = algorithm[2..] switch
        {
            "256" => (HashAlgorithmName.SHA256, ECCurve.NamedCurves.nistP256),
            "384" => (HashAlgorithmName.SHA384, ECCurve.NamedCurves.nistP384),
            _ => (HashAlgorithmName.SHA512, ECCurve.NamedCurves.nistP521),
        };
        using var ecdsa = ECDsa.Create(bits);
        var padding = algorithm[0] == 'R' ? RSASignaturePadding.Pkcs1 : RSASignaturePadding.Pss;
        var isRsa = algorithm[0] != 'E';
        var pem = isRsa ? rsa.ExportSubjectPublicKeyInfoPem() : ecdsa.ExportSubjectPublicKeyInfoPem();
        var token = Sign(algorithm, input => isRsa ? rsa.SignData(input, hash, padding) : ecdsa.SignData(input, hash));
        var other = isRsa ? (algorithm[0] == 'R' ? "PS" : "RS") + algorithm[2..] : algorithm == "ES256" ? "ES384" : "ES256";
        var confused = Sign(other, input => isRsa ? rsa.SignData(input, hash, padding) : ecdsa.SignData(input, hash));
        using var route = Compile($"\"{algorithm}\"", pem);
        using var both = Compile($"[ \"{other}\", \"{algorithm}\" ]", pem);

        Assert.Equal("passed", await route.OutcomeOfAsync(TokenRoute.Request(token)));
        Assert.Equal("passed", await both.OutcomeOfAsync(TokenRoute.Request(token)));
        Assert.Equal("signature_malformed", await route.OutcomeOfAsync(TokenRoute.Request(confused)));
        Assert.Equal("signature_invalid", await both.OutcomeOfAsync(TokenRoute.Request(confused)));
    }

    [Fact]
    public async Task A_token_signed_with_the_public_key_as_a_secret_is_refused()
    {
        using var key = new TestWebKey();
        using var route = Compile("\"ES256\"", key.Pem);

        foreach (var secret in (string[])[key.Pem, key.Pem + "\n", key.Json])
        {
            Assert.Equal("signature_malformed", await route.OutcomeOfAsync(TokenRoute.Request(TestToken.Of("{}", secret: secret))));
        }

        Assert.Equal("passed", await route.OutcomeOfAsync(TokenRoute.Request(key.Token())));
    }

    [Fact]
    public void A_public_key_is_no_shared_secret()
    {
        using var key = new TestWebKey();

        var problem = Assert.Single(ProblemsOf("\"HS256\"", key.Pem));

        Assert.EndsWith("is PEM, a key that others have too; HS256, HS384 and HS512 need a shared secret.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_another_curve_is_a_problem()
    {
        using var key = new TestWebKey();

        Assert.Contains("the algorithm needs P-384", Assert.Single(ProblemsOf("\"ES384\"", key.Pem)), StringComparison.Ordinal);
    }

    private static string Sign(string algorithm, Func<byte[], byte[]> sign)
    {
        var input = TestToken.Part($$"""{"alg":"{{algorithm}}"}""") + "." + TestToken.Part("{}");
        return input + "." + System.Buffers.Text.Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(input)));
    }

    private static string Section(string algorithms) =>
        $$"""{ "Signature": { "Algorithm": "jwt", "From": "header:X-Token", "Secrets": "env:KEY", "Jwt": { "Algorithms": {{algorithms}} } } }""";

    private static TestRoute Compile(string algorithms, string key) =>
        TestRoute.Compile(Section(algorithms), new Dictionary<string, string>(StringComparer.Ordinal) { ["KEY"] = key.Trim() });

    private static IReadOnlyList<string> ProblemsOf(string algorithms, string key) =>
        TestRoute.ProblemsOf(Section(algorithms), new Dictionary<string, string>(StringComparer.Ordinal) { ["KEY"] = key.Trim() });
}
