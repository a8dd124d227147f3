using System.Security.Cryptography;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature;

/// <summary><c>KeyId</c>: a webhook that names its secret. <c>Version</c> and <c>Prehash</c>: what it says of its hash.</summary>
public sealed class NamedSecretTests
{
    private const string Both = """[ { "Id": "a", "Value": "env:SECRET" }, { "Id": "b", "Value": "env:OLD_SECRET" } ]""";
    private const string OneUnnamed = """[ "env:SECRET", { "Id": "b", "Value": "env:OLD_SECRET" } ]""";

    [Theory]
    [InlineData(Both, TestRoute.Secret, "a", "passed")]
    [InlineData(Both, TestRoute.OldSecret, "b", "passed")]
    [InlineData(Both, TestRoute.Secret, "b", "signature_invalid")]
    [InlineData(Both, TestRoute.OldSecret, "a", "signature_invalid")]
    [InlineData(Both, TestRoute.Secret, "c", "signature_invalid")]
    [InlineData(Both, TestRoute.Secret, "A", "signature_invalid")]
    [InlineData(Both, TestRoute.Secret, null, "passed")]
    [InlineData(OneUnnamed, TestRoute.Secret, "c", "passed")] // A name of our own is none of the provider's.
    [InlineData(OneUnnamed, TestRoute.OldSecret, "c", "signature_invalid")]
    [InlineData(OneUnnamed, TestRoute.OldSecret, "b", "passed")]
    public async Task A_webhook_that_names_its_secret_is_signed_by_no_other(string secrets, string secret, string? name, string outcome)
    {
        using var route = TestRoute.Compile(
            $$"""{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "KeyId": "header:X-Key-Id", "Secrets": {{secrets}} } }""");
        var request = new TestRequest().With("X-Sig", Hmac.Hex(secret, "{}"));

        Assert.Equal(outcome, await route.OutcomeOfAsync(name is null ? request : request.With("X-Key-Id", name)));
    }

    [Theory]
    [InlineData("1", "SHA1", "passed")]
    [InlineData("2", "SHA256", "passed")]
    [InlineData("1", "SHA256", "signature_invalid")]
    [InlineData("2", "SHA1", "signature_invalid")]
    [InlineData("3", "SHA256", "signature_malformed")]
    [InlineData("", "SHA256", "signature_malformed")]
    public async Task A_signature_is_right_under_the_hash_that_the_webhook_names(string version, string hash, string outcome)
    {
        using var key = RSA.Create(2048);
        using var route = TestRoute.Compile(
            """{ "Signature": { "Algorithm": "rsa-sha256-or-sha1", "From": "header:X-Sig", "Encoding": "base64", "Version": "body:/v", "Secrets": "env:KEY" } }""",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["KEY"] = key.ExportSubjectPublicKeyInfoPem() });
        var body = Encoding.UTF8.GetBytes($$"""{"v":"{{version}}"}""");
        var signature = key.SignData(body, new HashAlgorithmName(hash), RSASignaturePadding.Pkcs1);

        Assert.Equal(outcome, await route.OutcomeOfAsync(new TestRequest { Body = body }.With("X-Sig", Convert.ToBase64String(signature))));
    }

    [Theory]
    [InlineData(true, "passed")]
    [InlineData(false, "signature_invalid")]
    public async Task A_digest_may_be_what_is_signed(bool isPrehashed, string outcome)
    {
        using var key = RSA.Create(2048);
        using var route = TestRoute.Compile(
            """{ "Signature": { "Algorithm": "rsa-sha256", "From": "header:X-Sig", "Encoding": "base64", "Prehash": "sha256", "Secrets": "env:KEY" } }""",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["KEY"] = key.ExportSubjectPublicKeyInfoPem() });
        var signed = isPrehashed ? SHA256.HashData("{}"u8) : "{}"u8.ToArray();
        var signature = key.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        Assert.Equal(outcome, await route.OutcomeOfAsync(new TestRequest().With("X-Sig", Convert.ToBase64String(signature))));
    }

    [Theory]
    [InlineData("\"Algorithm\": \"hmac-sha256\", \"Version\": \"body:/v\"", "Version: has no effect")]
    [InlineData("\"Algorithm\": \"hmac-sha256\", \"Prehash\": \"sha256\"", "Prehash: has no effect")]
    [InlineData("\"Algorithm\": \"ed25519\", \"Version\": \"body:/v\"", "Version: has no effect")]
    [InlineData("\"Algorithm\": \"rsa-sha256\", \"Prehash\": \"md5\"", "Prehash: found 'md5'; expected sha256")]
    [InlineData("\"Algorithm\": \"shared-token\", \"KeyId\": \"header:X-Key\"", "KeyId: has no effect")]
    [InlineData("\"Algorithm\": \"hmac-sha256\", \"KeyId\": \"nowhere\"", "KeyId: 'nowhere' does not name a value")]
    public void What_has_no_effect_is_told(string section, string problem) => Assert.Contains(
        TestRoute.ProblemsOf($$"""{ "Signature": { {{section}}, "From": "header:X-Sig", "Secrets": "env:SECRET" } }"""),
        told => told.Contains($"Signature.{problem}", StringComparison.Ordinal));
}
