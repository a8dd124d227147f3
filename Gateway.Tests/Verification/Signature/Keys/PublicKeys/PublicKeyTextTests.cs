using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.Keys.PublicKeys;

/// <summary>The forms a public key is given in, and the usual mistakes, each named and none quoted.</summary>
public sealed class PublicKeyTextTests
{
    private static readonly byte[] Body = "{}"u8.ToArray();
    private static readonly RSA Rsa = RSA.Create(2048);
    private static readonly ECDsa P256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly ECDsa P384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private static readonly byte[] Edwards = TestKey.Ed25519.Info[^32..];

    public static TheoryData<string, string, string?, string> Good => new()
    {
        { "ed25519 hex", "hex", null, Convert.ToHexString(Edwards) },
        { "ed25519 base64", "base64", null, Convert.ToBase64String(Edwards) },
        { "ed25519 by default", "", null, Convert.ToBase64String(Edwards) },
        { "ed25519 base64url", "base64url", null, Base64Url.EncodeToString(Edwards) },
        { "ed25519 spki", "spki", null, TestKey.Ed25519.Spki },
        { "ed25519 pem", "pem", null, PemEncoding.WriteString("PUBLIC KEY", TestKey.Ed25519.Info) },
        { "ed25519 jwk", "jwk", null, $$"""{"kty":"OKP","crv":"Ed25519","kid":"1","x":"{{Base64Url.EncodeToString(Edwards)}}"}""" },
        { "ed25519 prefix", "base64", "whpk_", "whpk_" + Convert.ToBase64String(Edwards) },
        { "ecdsa-p256-sha256 by default", "", null, P256.ExportSubjectPublicKeyInfoPem() },
        { "ecdsa-p256-sha256 spki", "spki", null, Convert.ToBase64String(P256.ExportSubjectPublicKeyInfo()) },
        { "ecdsa-p256-sha256 jwk", "jwk", null, Jwk(P256) },
        { "rsa-sha256 by default", "", null, Rsa.ExportSubjectPublicKeyInfoPem() },
        { "rsa-sha256 pkcs1", "pem", null, Rsa.ExportRSAPublicKeyPem() },
        { "rsa-sha256 jwk", "jwk", null, Jwk(Rsa) },
        { "rsa-sha256 certificate", "pem", null, Certificate() },
        { "rsa-sha256 with text before it", "pem", null, "Key of the provider\n" + Rsa.ExportSubjectPublicKeyInfoPem() + "\n" },
    };

    public static TheoryData<string, string, string, string> Wrong => new()
    {
        { "ed25519", "base64", "whsec_" + Convert.ToBase64String(Edwards), "is a shared secret (whsec_)" },
        { "ed25519", "base64", "whsk_" + Convert.ToBase64String(Edwards), "is a private key" },
        { "ed25519", "base64", TestKey.Ed25519.Spki, "\"Key\": \"spki\"" },
        { "ed25519", "base64", Convert.ToBase64String(Edwards[1..]), "is 31 bytes long" },
        { "ed25519", "hex", Convert.ToHexString([.. Edwards, .. Edwards]), "as a signature or a private key is" },
        { "ed25519", "hex", Convert.ToBase64String(Edwards), "is not hex" },
        { "ed25519", "base64", "not base64", "is not base64" },
        { "ed25519", "base64", PemEncoding.WriteString("PUBLIC KEY", TestKey.Ed25519.Info), "\"Key\": \"pem\"" },
        { "ed25519", "base64", "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----", "is a private key" },
        { "ed25519", "base64", "{\"kty\":\"OKP\"}", "\"Key\": \"jwk\"" },
        { "ed25519", "spki", Convert.ToBase64String(Rsa.ExportSubjectPublicKeyInfo()), "is an RSA key; the algorithm needs an Ed25519 key" },
        { "ed25519", "spki", Convert.ToBase64String([.. Convert.FromHexString("302a300506032b656e032100"), .. Edwards]), "X25519" },
        { "ed25519", "spki", Convert.ToBase64String([.. TestKey.Ed25519.Info, 0]), "more bytes behind it" },
        { "ed25519", "jwk", """{"kty":"OKP","crv":"X25519","x":"AAAA"}""", "Ed25519" },
        { "ed25519", "jwk", """{"kty":"OKP","crv":"Ed25519","x":"AAAA"}""", "is 3 bytes long" },
        { "ed25519", "jwk", """{"kty":"OKP","crv":"Ed25519","x":"+/AA"}""", "is not base64url" },
        { "ed25519", "jwk", """{"kty":"OKP","crv":"Ed25519","x":"AAAA","d":"AAAA"}""", "is a private key" },
        { "ed25519", "jwk", """{"keys":[{"kty":"OKP"}]}""", "is a set of keys" },
        { "ed25519", "jwk", """{"kty":"oct","k":"AAAA"}""", "is a symmetric JWK" },
        { "ed25519", "jwk", """{"kty":"OKP","kty":"EC"}""", "is not JSON" },
        { "ed25519", "jwk", "[]", "is not a JSON object" },
        { "ed25519", "jwk", "{", "is not JSON" },
        { "ecdsa-p256-sha256", "pem", P384.ExportSubjectPublicKeyInfoPem(), "is a key of the curve P-384; the algorithm needs P-256" },
        { "ecdsa-p256-sha256", "jwk", Jwk(P384), "is a key of the curve P-384" },
        { "ecdsa-p256-sha256", "jwk", Jwk(P256).Replace("P-256", "P-384", StringComparison.Ordinal), "48 bytes" },
        { "ecdsa-p256-sha256", "jwk", Jwk(P256).Replace("P-256", "secp256k1", StringComparison.Ordinal), "unknown curve" },
        { "ecdsa-p256-sha256", "jwk", Jwk(P256).Replace("\"y\"", "\"z\"", StringComparison.Ordinal), "is a JWK without 'y'" },
        { "ecdsa-p256-sha256", "pem", P256.ExportPkcs8PrivateKeyPem(), "is a private key" },
        { "ecdsa-p256-sha256", "pem", P256.ExportECPrivateKeyPem(), "is a private key" },
        { "ecdsa-p256-sha256", "spki", Convert.ToBase64String(P256.ExportPkcs8PrivateKey()), "is a private key" },
        { "ecdsa-p256-sha256", "spki", Convert.ToBase64String(P256.ExportECPrivateKey()), "is a private key" },
        { "ecdsa-p256-sha256", "spki", "AAAA", "is not a SubjectPublicKeyInfo" },
        { "ecdsa-p256-sha256", "pem", Convert.ToBase64String(P256.ExportSubjectPublicKeyInfo()), "\"Key\": \"spki\"" },
        { "ecdsa-p256-sha256", "pem", P256.ExportSubjectPublicKeyInfoPem().Replace("\n", "\\n", StringComparison.Ordinal), "written as '\\n'" },
        { "ecdsa-p256-sha256", "pem", P256.ExportSubjectPublicKeyInfoPem()[..60], "was cut or joined" },
        { "ecdsa-p256-sha256", "pem", PemEncoding.WriteString("CERTIFICATE", [1, 2]), "CERTIFICATE, and holds none" },
        { "ecdsa-p256-sha256", "pem", PemEncoding.WriteString("CERTIFICATE REQUEST", [1, 2]), "PEM of another thing" },
        { "rsa-sha256", "pem", P256.ExportSubjectPublicKeyInfoPem(), "is an ECDSA key; the algorithm needs an RSA key" },
        { "rsa-sha256", "pem", Rsa.ExportRSAPrivateKeyPem(), "is a private key" },
        { "rsa-sha256", "pem", Rsa.ExportSubjectPublicKeyInfoPem() + "\n" + Rsa.ExportPkcs8PrivateKeyPem(), "is a private key" },
        { "rsa-sha256", "pem", Rsa.ExportSubjectPublicKeyInfoPem() + "\n" + Rsa.ExportSubjectPublicKeyInfoPem(), "more than one PEM block" },
        { "rsa-sha256", "spki", Convert.ToBase64String(Rsa.ExportRSAPrivateKey()), "is a private key" },
        { "rsa-sha256", "pem", Short(), "is an RSA key of 1024 bits; use one of 2048 to 8192" },
        { "rsa-sha256", "jwk", Jwk(Rsa).Replace("AQAB", "AQ", StringComparison.Ordinal), "numbers are no key" },
        { "rsa-sha256", "jwk", Jwk(Rsa).Replace("\"RSA\"", "\"RSA\",\"use\":\"enc\"", StringComparison.Ordinal), "for encryption" },
        { "rsa-pss-sha256", "pem", Short(), "is an RSA key of 1024 bits" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public async Task Every_form_gives_the_key(string name, string form, string? prefix, string text)
    {
        ArgumentNullException.ThrowIfNull(name);
        var algorithm = name.Split(' ')[0];
        using var route = TestRoute.Compile(Section(algorithm, form, prefix), Key(text));
        var signature = algorithm switch
        {
            "ed25519" => TestKey.Ed25519.Sign(Body),
            "rsa-sha256" => Rsa.SignData(Body, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            _ => P256.SignData(Body, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
        };

        Assert.Equal("passed", await route.OutcomeOfAsync(new TestRequest().With("X-Sig", Convert.ToBase64String(signature))));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_usual_mistake_is_named_and_the_key_never_shown(string algorithm, string form, string text, string message)
    {
        ArgumentNullException.ThrowIfNull(text);
        var problem = Assert.Single(TestRoute.ProblemsOf(Section(algorithm, form), Key(text)));

        Assert.StartsWith("$.ReverseProxy.Routes.hook.Verification.Signature.Secrets[0]: ", problem, StringComparison.Ordinal);
        Assert.Contains(message, problem, StringComparison.Ordinal);
        for (var i = 0; i + 12 <= text.Length && !text.StartsWith("-----", StringComparison.Ordinal) && text[0] is not ('{' or '['); i++)
        {
            Assert.DoesNotContain(text.Substring(i, 12), problem, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("rsa-sha256", "base64", "expected pem, spki or jwk")]
    [InlineData("ecdsa-p256-sha256", "utf8", "expected pem, spki or jwk")]
    [InlineData("ed25519", "utf8", "expected hex, base64 or base64url, pem, spki or jwk")]
    [InlineData("hmac-sha256", "pem", "the form of a public key")]
    public void A_form_that_the_algorithm_s_keys_have_not_is_told(string algorithm, string form, string message)
    {
        var problem = Assert.Single(TestRoute.ProblemsOf(Section(algorithm, form), Key("x")));

        Assert.StartsWith("$.ReverseProxy.Routes.hook.Verification.Signature.Key: ", problem, StringComparison.Ordinal);
        Assert.Contains(message, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_without_the_prefix_of_the_provider_s_keys_is_told() =>
        Assert.Contains(
            "does not begin with 'whpk_'",
            Assert.Single(TestRoute.ProblemsOf(Section("ed25519", "base64", "whpk_"), Key(Convert.ToBase64String(Edwards)))),
            StringComparison.Ordinal);

    private static Dictionary<string, string> Key(string text) => new(StringComparer.Ordinal) { ["KEY"] = text.TrimEnd('\n') };

    private static string Section(string algorithm, string form, string? prefix = null)
    {
        var key = form.Length == 0 ? "" : $"\"Key\": \"{form}\", ";
        var keyPrefix = prefix is null ? "" : $"\"KeyPrefix\": \"{prefix}\", ";
        return $$"""
            { "Signature": { "Algorithm": "{{algorithm}}", "From": "header:X-Sig", "Encoding": "{{(algorithm == "hmac-sha256" ? "hex" : "base64")}}", {{key}}{{keyPrefix}}"Secrets": "env:KEY" } }
            """;
    }

    private static string Jwk(ECDsa key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return $$"""{"kty":"EC","crv":"P-{{key.KeySize}}","x":"{{Base64Url.EncodeToString(parameters.Q.X)}}","y":"{{Base64Url.EncodeToString(parameters.Q.Y)}}"}""";
    }

    private static string Jwk(RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return $$"""{"kty":"RSA","n":"{{Base64Url.EncodeToString(parameters.Modulus)}}","e":"{{Base64Url.EncodeToString(parameters.Exponent)}}"}""";
    }

    private static string Certificate()
    {
        var request = new CertificateRequest("CN=provider.example", Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        return certificate.ExportCertificatePem();
    }

    private static string Short()
    {
#pragma warning disable CA5385 // Too short on purpose: the gateway must refuse it.
        using var key = RSA.Create(1024);
#pragma warning restore CA5385
        return key.ExportSubjectPublicKeyInfoPem();
    }
}
