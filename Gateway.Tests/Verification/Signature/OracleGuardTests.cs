using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature;

/// <summary>What a challenge is answered with must not be a webhook's signature.</summary>
public sealed class OracleGuardTests
{
    [Fact]
    public async Task The_answer_to_X_signs_no_webhook()
    {
        using var route = TestRoute.Compile("""{ "Provider": "x-twitter", "Signature": { "Secrets": "env:SECRET" } }""");
        var challenge = await route.SendAsync(new TestRequest { Method = "GET", Target = "/hook?crc_token=1234567", Body = [], ContentType = null });
        Assert.Equal("handshake", challenge.Code);
        var answer = System.Text.Json.JsonDocument.Parse(challenge.Webhook.Handshake!.Body).RootElement.GetProperty("response_token").GetString()!;

        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(
            new TestRequest { Text = "1234567" }.With("x-twitter-webhooks-signature", answer)));
        Assert.Equal("passed", await route.OutcomeOfAsync(
            new TestRequest { Text = "{}" }.With("x-twitter-webhooks-signature", "sha256=" + Convert.ToBase64String(Hmac.Sha256(TestRoute.Secret, "{}"u8)))));
    }

    [Fact]
    public async Task The_answer_to_Braintree_signs_no_webhook()
    {
        using var route = TestRoute.Compile("""{ "Provider": "braintree", "Signature": { "Secrets": "env:SECRET", "Prefix": "public|" } }""");
        const string token = "0123456789abcdef0123456789abcdef";
        var challenge = await route.SendAsync(new TestRequest { Method = "GET", Target = "/hook?bt_challenge=" + token, Body = [], ContentType = null });
        Assert.Equal("handshake", challenge.Code);
        var answer = System.Text.Encoding.UTF8.GetString(challenge.Webhook.Handshake!.Body);

        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(new TestRequest
        {
            Text = $"bt_signature={Uri.EscapeDataString(answer)}&bt_payload={token}",
            ContentType = "application/x-www-form-urlencoded",
        }));
    }
}
