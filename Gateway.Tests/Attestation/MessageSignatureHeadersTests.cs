using System.Security.Cryptography;
using System.Text;
using Gateway.Attestation;
using Gateway.Intake.Memory;
using Gateway.Tests.Support;

namespace Gateway.Tests.Attestation;

public sealed class MessageSignatureHeadersTests
{
    private const string Id = "018c2b5e-0000-7000-8000-000000000001";
    private const string Digest = "sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:"; // of "{}": openssl dgst -sha256 -binary | base64

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
    private static readonly byte[] SharedKey = Convert.FromBase64String(AttestingKeys.Shared[6..]);

    [Theory]
    [InlineData("POST", "/a%2Fb", "", "?")]
    [InlineData("PUT", "/", "?", "?")]
    [InlineData("POST", "/hook", "?a=1&b=%20", "?a=1&b=%20")]
    public void Each_key_signs_the_base_of_RFC_9421_under_a_label_of_its_own(string method, string path, string query, string signedQuery)
    {
        IAttestationKey[] keys = [new SharedAttestationKey("env:KEY", SharedKey), new Ed25519AttestationKey("new", AttestingKeys.Seed)];
        var message = new AttestedMessage(Id, At, "{}"u8.ToArray()) { Target = new AttestedTarget(method, path, query) };

        var headers = MessageSignatureHeaders.Of(message, keys, MemoryAccount.Unlimited()).ToDictionary(StringComparer.OrdinalIgnoreCase);

        const string covered = "(\"@method\" \"@path\" \"@query\" \"content-digest\" \"webhook-id\");created=1700000000";
        string[] parameters = [covered + ";keyid=\"env:KEY\";alg=\"hmac-sha256\"", covered + ";keyid=\"new\";alg=\"ed25519\""];
        var bases = parameters.Select(each => Encoding.UTF8.GetBytes(
            $"\"@method\": {method}\n\"@path\": {path}\n\"@query\": {signedQuery}\n\"content-digest\": {Digest}\n\"webhook-id\": {Id}\n\"@signature-params\": {each}")).ToList();
        Assert.Equal(Digest, headers["content-digest"]);
        Assert.Equal(Id, headers["webhook-id"]);
        Assert.Equal($"sig1={parameters[0]}, sig2={parameters[1]}", headers["signature-input"]);
        Assert.Equal(
            $"sig1=:{Convert.ToBase64String(HMACSHA256.HashData(SharedKey, bases[0]))}:, sig2=:{Convert.ToBase64String(Ed25519.Sign(AttestingKeys.Seed, bases[1]))}:",
            headers["signature"]);
    }

    [Fact]
    public void What_has_no_request_line_is_signed_without_one()
    {
        var headers = MessageSignatureHeaders.Of(
            new AttestedMessage(Id, At, "{}"u8.ToArray()), [new SharedAttestationKey("key", SharedKey)], MemoryAccount.Unlimited()).ToDictionary();

        const string parameters = "(\"content-digest\" \"webhook-id\");created=1700000000;keyid=\"key\";alg=\"hmac-sha256\"";
        var signed = Encoding.UTF8.GetBytes($"\"content-digest\": {Digest}\n\"webhook-id\": {Id}\n\"@signature-params\": {parameters}");
        Assert.Equal("sig1=" + parameters, headers["Signature-Input"]);
        Assert.Equal($"sig1=:{Convert.ToBase64String(HMACSHA256.HashData(SharedKey, signed))}:", headers["Signature"]);
    }
}
