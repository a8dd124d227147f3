using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Verification.Signature;

/// <summary>For any body, id, time and secret: what is signed passes, and one byte changed anywhere does not.</summary>
public sealed class SignaturePropertyTests(ITestOutputHelper output)
{
    private const int Cases = 60;

    private static readonly Dictionary<string, HashAlgorithmName> Hashes = new(StringComparer.Ordinal)
    {
        ["hmac-sha1"] = HashAlgorithmName.SHA1,
        ["hmac-sha256"] = HashAlgorithmName.SHA256,
        ["hmac-sha384"] = HashAlgorithmName.SHA384,
        ["hmac-sha512"] = HashAlgorithmName.SHA512,
    };

    public static TheoryData<string, string> Schemes
    {
        get
        {
            var schemes = new TheoryData<string, string>();
            foreach (var algorithm in Hashes.Keys)
            {
                schemes.Add(algorithm, "{body}");
                schemes.Add(algorithm, "{timestamp}.{body}");
                schemes.Add(algorithm, "{header:X-Id}.{timestamp}.{body}");
                schemes.Add(algorithm, "{body}{timestamp}");
            }

            return schemes;
        }
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void What_an_HMAC_signs_passes_and_one_byte_changed_anywhere_does_not(string algorithm, string content)
    {
        Prop.ForAll(ProvidedWebhook.Any, webhook =>
        {
            var isStamped = content.Contains("{timestamp}", StringComparison.Ordinal);
            using var route = TestRoute.Compile(
                $$"""
                {
                  {{(isStamped ? "\"Replay\": { \"Timestamp\": \"header:X-Time\" }," : "")}}
                  "Signature": {
                    "Algorithm": "{{algorithm}}", "From": "header:X-Sig", "Content": "{{content}}",
                    "Encoding": "{{webhook.Encoding}}", "Key": "{{webhook.KeyForm}}", "Secrets": "env:KEY"
                  }
                }
                """,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["KEY"] = webhook.Secret },
                at: webhook.At);
            var signature = webhook.Sign(Hashes[algorithm], webhook.Content(content));

            return Passes(route, webhook.Body, webhook.Id, webhook.Stamp, signature)
                && !Passes(route, webhook.Changed(webhook.Body), webhook.Id, webhook.Stamp, signature)
                && !Passes(route, webhook.Body, webhook.Id, webhook.Stamp, webhook.Changed(signature))
                && (!isStamped || !Passes(route, webhook.Body, webhook.Id, webhook.Changed(webhook.Stamp), signature))
                && (!content.Contains("X-Id", StringComparison.Ordinal)
                    || !Passes(route, webhook.Body, webhook.Changed(webhook.Id), webhook.Stamp, signature));
        }).Check(RepeatedCases.Of(Cases, output));

        static bool Passes(TestRoute route, byte[] body, string id, string stamp, string signature) =>
            IsPassed(route, body, ("X-Id", id), ("X-Time", stamp), ("X-Sig", signature));
    }

    [Fact]
    public void What_Standard_Webhooks_signs_passes_and_one_byte_changed_anywhere_does_not()
    {
        Prop.ForAll(ProvidedWebhook.Any, any =>
        {
            var webhook = any with { KeyForm = "base64", Encoding = "base64" };
            using var route = TestRoute.Compile(
                """{ "Provider": "standard-webhooks", "Signature": { "Secrets": "env:KEY" } }""",
                new Dictionary<string, string>(StringComparer.Ordinal) { ["KEY"] = "whsec_" + webhook.Secret },
                at: webhook.At);
            var signature = "v1," + webhook.Sign(HashAlgorithmName.SHA256, webhook.Content("{header:X-Id}.{timestamp}.{body}"));
            var other = "v1," + Convert.ToBase64String(SHA256.HashData(webhook.Body));

            return Verifies(route, webhook.Body, webhook.Id, webhook.Stamp, signature)
                && Verifies(route, webhook.Body, webhook.Id, webhook.Stamp, $"{other} {signature}")
                && !Verifies(route, webhook.Body, webhook.Id, webhook.Stamp, other)
                && !Verifies(route, webhook.Changed(webhook.Body), webhook.Id, webhook.Stamp, signature)
                && !Verifies(route, webhook.Body, webhook.Changed(webhook.Id), webhook.Stamp, signature)
                && !Verifies(route, webhook.Body, webhook.Id, webhook.Changed(webhook.Stamp), signature)
                && !Verifies(route, webhook.Body, webhook.Id, webhook.Stamp, "v1," + webhook.Changed(signature[3..]).Replace(' ', '!'));
        }).Check(RepeatedCases.Of(4 * Cases, output));

        // The event's type is read behind the signature, from a body that need not be JSON here.
        static bool Verifies(TestRoute route, byte[] body, string id, string stamp, string signature) =>
            Send(route, body, ("webhook-id", id), ("webhook-timestamp", stamp), ("webhook-signature", signature)).Webhook.SignedAt is not null;
    }

    [Fact]
    public void No_byte_can_be_moved_between_what_is_signed_side_by_side()
    {
        Prop.ForAll(ProvidedWebhook.Any, any =>
        {
            // The end of the body is what could be taken for the beginning of the stamp.
            var webhook = any with { KeyForm = "hex", Encoding = "hex", Body = [.. any.Body, (byte)('0' + (any.Change % 10))] };
            using var route = TestRoute.Compile(
                """
                {
                  "Replay": { "Timestamp": "header:X-Time", "MaxAge": "7.00:00:00" },
                  "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Content": "{body}{timestamp}", "Key": "hex", "Secrets": "env:KEY" }
                }
                """,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["KEY"] = webhook.Secret },
                at: webhook.At);
            var signature = webhook.Sign(HashAlgorithmName.SHA256, webhook.Content("{body}{timestamp}"));

            return IsPassed(route, webhook.Body, ("X-Time", webhook.Stamp), ("X-Sig", signature))
                && !IsPassed(route, webhook.Body[..^1], ("X-Time", (char)webhook.Body[^1] + webhook.Stamp), ("X-Sig", signature))
                && !IsPassed(route, [.. webhook.Body, (byte)webhook.Stamp[0]], ("X-Time", webhook.Stamp[1..]), ("X-Sig", signature));
        }).Check(RepeatedCases.Of(4 * Cases, output));
    }

    private static bool IsPassed(TestRoute route, byte[] body, params (string Name, string Value)[] headers) =>
        Send(route, body, headers).Verdict.Passed;

    private static TestJourney Send(TestRoute route, byte[] body, params (string Name, string Value)[] headers)
    {
        var journey = route.SendAsync(new TestRequest { ContentType = null, Body = body, Headers = headers });
        Assert.True(journey.IsCompleted, "Nothing on this way waits.");
        using var webhook = journey.Result.Webhook;
        return journey.Result;
    }
}
