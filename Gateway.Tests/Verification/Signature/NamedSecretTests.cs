using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature;

/// <summary><c>KeyId</c>: a webhook that names its secret. <c>Version</c> and <c>Prehash</c>: what it says of its hash.</summary>
public sealed class NamedSecretTests
{
    private const string Both = """[ { "Id": "a", "Value": "env:SECRET" }, { "Id": "b", "Value": "env:OLD_SECRET" } ]""";
    private const string OldEnded = """[ { "Id": "a", "Value": "env:SECRET" }, { "Id": "b", "Value": "env:OLD_SECRET", "NotAfter": "2001-01-01T00:00:00Z" } ]""";
    private const string OneUnnamed = """[ "env:SECRET", { "Id": "b", "Value": "env:OLD_SECRET" } ]""";

    [Theory]
    [InlineData(Both, TestRoute.Secret, "a", "passed")]
    [InlineData(Both, TestRoute.OldSecret, "b", "passed")]
    [InlineData(Both, TestRoute.Secret, "b", "signature_invalid")]
    [InlineData(Both, TestRoute.OldSecret, "a", "signature_invalid")]
    [InlineData(Both, TestRoute.Secret, "c", "passed")] // Nobody's name: the ids are labels of our own.
    [InlineData(Both, TestRoute.OldSecret, "c", "passed")]
    [InlineData(Both, "nobody's", "c", "signature_invalid")]
    [InlineData(Both, TestRoute.Secret, "A", "passed")]
    [InlineData(OldEnded, TestRoute.Secret, "b", "signature_invalid")] // The name is there, and not in force.
    [InlineData(Both, TestRoute.Secret, null, "passed")]
    [InlineData(OneUnnamed, TestRoute.Secret, "c", "passed")] // A name of our own is none of the provider's.
    [InlineData(OneUnnamed, TestRoute.OldSecret, "c", "passed")]
    [InlineData(OneUnnamed, TestRoute.OldSecret, "b", "passed")]
    public async Task A_webhook_that_names_its_secret_is_signed_by_no_other(string secrets, string secret, string? name, string outcome)
    {
        using var route = TestRoute.Compile(
            $$"""{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "KeyId": "header:X-Key-Id", "Secrets": {{secrets}} } }""");
        var request = new TestRequest().With("X-Sig", Hmac.Hex(secret, "{}"));

        Assert.Equal(outcome, await route.OutcomeOfAsync(name is null ? request : request.With("X-Key-Id", name)));
    }

    /// <summary>Every preset whose webhooks name their secret, by a vector of it.</summary>
    public static TheoryData<string> NamingPresets() => [.. Naming];

    private static IEnumerable<string> Naming => ProviderVector.Names().Where(name => PresetOf(name)["Signature"]?["KeyId"] is not null);

    [Theory]
    [MemberData(nameof(NamingPresets))]
    public async Task An_id_that_is_a_label_of_one_s_own_refuses_no_genuine_webhook(string vector)
    {
        var (webhook, most) = (ProviderVector.Load(vector), 16);
        var labels = Enumerable.Range(1, most - 1).Select(number => ($"label {number}", "OTHER" + number)).ToList();

        Assert.Equal("passed", await OutcomeAsync(webhook, [("production", "SECRET")]));
        Assert.Equal("passed", await OutcomeAsync(webhook, [.. labels, ("production", "SECRET")])); // The last of as many as a route may have.
        Assert.Equal("signature_invalid", await OutcomeAsync(webhook, [.. labels]));
    }

    [Theory]
    [MemberData(nameof(NamingPresets))]
    public async Task A_secret_that_has_the_name_is_the_only_one_that_is_tried(string vector)
    {
        var webhook = ProviderVector.Load(vector);
        var name = NameIn(webhook);

        Assert.Equal("passed", await OutcomeAsync(webhook, [("production", "OTHER1"), (name, "SECRET")]));
        Assert.Equal("signature_invalid", await OutcomeAsync(webhook, [("production", "SECRET"), (name, "OTHER1")]));
    }

    [Fact]
    public void The_presets_that_name_a_secret_all_have_shared_ones() => Assert.Equal(
        ["hmac-sha256"], Naming.Select(name => PresetOf(name)["Signature"]!["Algorithm"]!.ToString()).Distinct(StringComparer.Ordinal));

    [Theory]
    [InlineData("a", "passed")]
    [InlineData("b", "signature_invalid")]
    [InlineData(null, "passed")]
    public async Task A_public_key_is_chosen_by_its_name_and_by_no_other(string? name, string outcome)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var route = TestRoute.Compile(
            """{ "Signature": { "Algorithm": "ecdsa-p256-sha256", "From": "header:X-Sig", "Encoding": "base64", "KeyId": "header:X-Key-Id", "Secrets": [ { "Id": "a", "Value": "env:KEY" } ] } }""",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["KEY"] = key.ExportSubjectPublicKeyInfoPem() });
        var signature = key.SignData("{}"u8.ToArray(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var request = new TestRequest().With("X-Sig", Convert.ToBase64String(signature));

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

    private static JsonNode PresetOf(string name) => JsonNode.Parse(File.ReadAllText(Repository.PathOf("Gateway", "Providers", ProviderVector.Load(name).Provider + ".json")))!;

    /// <summary>What the vector says by whom it was signed, read as each provider's documentation says.</summary>
    private static string NameIn(ProviderVector webhook) => webhook.Provider switch
    {
        "pusher" => webhook.Headers["X-Pusher-Key"],
        "klarna" => webhook.Headers["Klarna-Signing-Key-Id"],
        "worldline-connect" => webhook.Headers["X-GCS-KeyId"],
        "twilio-shared-key" => webhook.Headers["X-Twilio-Webhooks-Signature-Settings"]["key=".Length..].Split(',')[0],
        _ => throw new ArgumentOutOfRangeException(nameof(webhook), webhook.Provider, "Where does it name its secret?"),
    };

    private static async Task<string> OutcomeAsync(ProviderVector webhook, (string Id, string Variable)[] secrets)
    {
        var section = JsonNode.Parse(webhook.Verification)!.AsObject();
        section["Signature"]!["Secrets"] = new JsonArray([.. secrets.Select(secret => new JsonObject { ["Id"] = secret.Id, ["Value"] = "env:" + secret.Variable })]);
        var environment = secrets.ToDictionary(
            secret => secret.Variable, secret => secret.Variable == "SECRET" ? webhook.Secret! : $"another secret of the tests, {secret.Variable}", StringComparer.Ordinal);
        using var route = TestRoute.Compile(section.ToJsonString(), environment, at: webhook.At);
        return await route.OutcomeOfAsync(webhook.Request);
    }
}
