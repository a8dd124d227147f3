using System.Globalization;
using Gateway.Outcomes;
using Gateway.Tests.Support;

namespace Gateway.Tests;

/// <summary>
/// Of every outcome that says that a sender, or its time, is not proven, the log's detail names the value and tells what was
/// expected and found of its length or form; and never a value.
/// </summary>
public sealed class ProofDetailTests
{
    private const string Canary = "canary0a1b2c";
    private const string Hook = "X-Signature";
    private const string Hmac256 = """{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Prefix": "v1=", "Secrets": [ "env:SECRET", { "Value": "env:OLD_SECRET", "NotAfter": "2020-01-01T00:00:00Z" } ] } }""";
    private const string Stamped = $$"""{ {{SignedWebhook.Scheme}} }""";
    private const string Stale = """{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Secrets": { "Value": "env:SECRET", "NotAfter": "2020-01-01T00:00:00Z" } } }""";
    private const string InBody = """{ "Signature": { "Algorithm": "shared-token", "From": "body:/token", "Secrets": "env:SECRET" } }""";
    private const string Topic = """{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Expected": { "body:/topic": [ "mine" ] }, "Secrets": "env:SECRET" } }""";
    private const string Ed25519Key = """{ "Signature": { "Algorithm": "ed25519", "From": "header:X-Signature", "Encoding": "base64", "Key": "hex", "Secrets": "env:PUBLIC_KEY" } }""";
    private const string Jwt = """{ "Signature": { "Algorithm": "jwt", "From": "header:X-Signature", "Jwt": { "Algorithms": [ "HS256" ], "Leeway": "00:00:10", "Claims": { "iss": "provider" } }, "Secrets": "env:SECRET" } }""";
    private const string Message = """{ "PublicUrl": "https://h.example", "Replay": { "Timestamp": "signature:created" }, "Signature": { "Algorithm": "http-message-signatures", "MessageSignature": { "Algorithm": "hmac-sha256", "Components": "@method" }, "Secrets": { "Id": "k1", "Value": "env:SECRET" } } }""";

    // RFC 8032, section 7.1, test 1.
    private const string PublicKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    private static readonly string Now = Seconds(TestClock.Start);

    /// <summary>What is sent, and how it is told: section, headers, body, outcome, detail.</summary>
    private static readonly (string Section, (string, string)[] Headers, string Body, string Outcome, string Detail)[] Cases =
    [
        (Hmac256, [], "{}", "signature_missing", "header:X-Signature is missing"),
        (Hmac256, [(Hook, Canary)], "{}", "signature_malformed", "header:X-Signature has no signature with the prefix: expected 'v1=', found 12 characters"),
        (Hmac256, [(Hook, "v1=" + Canary)], "{}", "signature_malformed", "header:X-Signature has not the form of one: expected 64 characters of hex, found 12 characters of base64url"),
        (Hmac256, [(Hook, "v1=" + new string('A', 64))], "{}", "signature_malformed", "header:X-Signature has not the form of one: expected 64 characters of hex, found 64 characters of hex-upper"),
        (Hmac256, [(Hook, "v1=" + Hmac.Hex(Canary, "{}"))], "{}", "signature_invalid", "header:X-Signature was made by none of the keys in force: 1 of 2"),
        (Hmac256, [(Hook, "v1=" + Canary), (Hook, "v1=" + Canary)], "{}", "signature_malformed", "header:X-Signature stands more than once, or in more than one form"),
        (Stale, [(Hook, Hmac.Hex(TestRoute.Secret, "{}"))], "{}", "signature_invalid", "header:X-Signature cannot be judged: no key is in force: 0 of 1"),
        (InBody, [], "{}", "signature_missing", "body:/token is missing"),
        (InBody, [], Canary, "signature_malformed", "body:/token cannot be read: the body has another type, or is not what that type says"),
        (InBody, [], $$"""{"token":"{{Canary}}"}""", "signature_invalid", "body:/token was made by none of the keys in force: 1 of 1"),
        (Topic, [(Hook, Hmac.Hex(TestRoute.Secret, $$"""{"topic":"{{Canary}}"}"""))], $$"""{"topic":"{{Canary}}"}""", "signature_invalid", "body:/topic is not what 'Signature.Expected' says"),
        (Ed25519Key, [(Hook, Canary)], "{}", "signature_malformed", "header:X-Signature has not the form of one: expected 64 bytes in base64, found 12 characters of base64url"),
        (Ed25519Key, [(Hook, Convert.ToBase64String(new byte[64]))], "{}", "signature_invalid", "header:X-Signature was made by none of the keys in force: 1 of 1"),
        (Stamped, [(Hook, Hmac.Hex(TestRoute.Secret, "{}"))], "{}", "timestamp_missing", "{timestamp} (header:X-Timestamp) is missing"),
        (Stamped, Signed(Canary), "{}", "timestamp_missing", "header:X-Timestamp cannot be read as a time: expected unix-seconds, found 12 characters of base64url"),
        (Stamped, [(Hook, Hmac.Hex(TestRoute.Secret, "{}")), ("X-Timestamp", Now), ("X-Timestamp", Now)], "{}", "signature_malformed", "{timestamp} (header:X-Timestamp) is not one clear value: it stands more than once, or holds what parts it from the next"),
        (Stamped, Signed(Seconds(TestClock.Start.AddSeconds(-301))), "{}", "timestamp_too_old", "header:X-Timestamp is too old: expected at most 300 s, found 301 s"),
        (Stamped, Signed(Seconds(TestClock.Start.AddSeconds(315))), "{}", "timestamp_in_future", "header:X-Timestamp is ahead of the gateway's clock: expected at most 300 s, found 315 s"),
        (Jwt, [(Hook, Canary)], "{}", "signature_malformed", "header:X-Signature is no token in compact form by an algorithm that is accepted: expected three parts in base64url, alg HS256, found 12 characters of base64url"),
        (Jwt, [(Hook, TestToken.Of("{}", secret: Canary))], "{}", "signature_invalid", "header:X-Signature was made by none of the keys in force: 1 of 1"),
        (Jwt, [(Hook, TestToken.Of("{}", $$"""{"alg":"HS256","kid":"{{Canary}}"}""", Canary))], "{}", "signature_invalid", "header:X-Signature has a 'kid' that no key has, and was made by none of them: 1 of 1"),
        (Jwt, [(Hook, TestToken.Of("[]"))], "{}", "signature_malformed", "header:X-Signature holds claims that are no JSON object"),
        (Jwt, [(Hook, TestToken.Of($$"""{"iss":"{{Canary}}"}"""))], "{}", "signature_invalid", "the claim 'iss' is missing, or not what 'Jwt.Claims' says"),
        (Jwt, [(Hook, Token("\"exp\":\"" + Canary + "\""))], "{}", "signature_invalid", "the claim 'exp', 'nbf' or 'iat' is no number of seconds"),
        (Jwt, [(Hook, Token("\"exp\":" + Seconds(TestClock.Start.AddSeconds(-12))))], "{}", "timestamp_too_old", "the claim 'exp' has passed: expected at most 10 s, found 12 s"),
        (Jwt, [(Hook, Token("\"nbf\":" + Seconds(TestClock.Start.AddSeconds(13))))], "{}", "timestamp_in_future", "the claim 'nbf' is ahead of the gateway's clock: expected at most 10 s, found 13 s"),
        (Jwt, [(Hook, Token("\"iat\":" + Seconds(TestClock.Start.AddSeconds(301))))], "{}", "timestamp_in_future", "the claim 'iat' is ahead of the gateway's clock: expected at most 300 s, found 301 s"),
        (Message, [], "", "signature_missing", "header:Signature is missing"),
        (Message, [("Signature", "s=:AAAA:")], "", "signature_malformed", "header:Signature-Input is missing"),
        (Message, [("Signature", Canary), ("Signature-Input", "s=(\"@method\")")], "", "signature_malformed", "header:Signature is no dictionary of byte sequences: found 12 characters of base64url"),
        (Message, [("Signature", "s=:AAAA:"), ("Signature-Input", Canary)], "", "signature_malformed", "header:Signature-Input is no dictionary of inner lists that is understood"),
        (Message, [("Signature", "s=:AAAA:"), ("Signature-Input", "s=(\"@path\")")], "", "signature_malformed", "header:Signature-Input has no signature with the label, tag, algorithm and components that 'MessageSignature' and the body ask for"),
        (Message, [("Signature", "s=:AAAA:"), ("Signature-Input", $"s=(\"@method\");keyid=\"{Canary}\"")], "", "signature_invalid", "header:Signature names a key that is not there, or not in force: 0 of 1"),
        (Message, [("Signature", "s=:AAAA:"), ("Signature-Input", "s=(\"@method\");expires=" + Seconds(TestClock.Start.AddSeconds(-9)))], "", "timestamp_too_old", "the parameter 'expires' has passed: found 9 s"),
        (Message, [("Signature", "s=:AAAA:"), ("Signature-Input", "s=(\"@method\" \"x-absent\")")], "", "signature_malformed", "header:Signature-Input covers a component that the request does not have once"),
        (Message, [("Signature", "s=:AAAA:"), ("Signature-Input", "s=(\"@method\")")], "", "signature_invalid", "header:Signature was made by none of the keys that it may be of"),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_proof_that_fails_is_told_by_place_length_and_form_alone(int row)
    {
        var (section, headers, body, outcome, detail) = Cases[row];
        using var route = TestRoute.Compile(section, new Dictionary<string, string>(StringComparer.Ordinal) { ["PUBLIC_KEY"] = PublicKey });

        var journey = await route.SendAsync(new TestRequest { Text = body, Headers = headers });
        var told = RefusalDetail.Of(journey.Webhook, journey.Verdict.Outcome) ?? "";

        Assert.Equal((outcome, detail), (journey.Code, told));
        Assert.DoesNotContain(Canary, told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(TestRoute.Secret, told, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_outcome_of_a_signature_or_a_time_is_among_them()
    {
        var expected = Outcome.All.Select(outcome => outcome.Code).Where(code => code.StartsWith("signature_", StringComparison.Ordinal) || code.StartsWith("timestamp_", StringComparison.Ordinal));

        Assert.Equal(
            expected.Order(StringComparer.Ordinal), Cases.Select(row => row.Outcome).Distinct().Order(StringComparer.Ordinal));
    }

    private static (string, string)[] Signed(string timestamp) =>
        [(Hook, Hmac.Hex(TestRoute.Secret, timestamp + ".{}")), ("X-Timestamp", timestamp)];

    private static string Token(string claims) => TestToken.Of($$"""{"iss":"provider",{{claims}}}""");

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
