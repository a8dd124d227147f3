using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Attestation;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.EndToEnd;

/// <summary>What leaves a gateway says that it comes from there, and nothing else does.</summary>
public sealed class AttestationTests
{
    private const string StandardWebhooks = "StandardWebhooks";
    private const string MessageSignature = "HttpMessageSignature";

    private static readonly string[] Written = ["webhook-id", "webhook-timestamp", "webhook-signature", "Signature", "Signature-Input", "Content-Digest"];

    public static TheoryData<string, string> Spoofed
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var name in (string[])["webhook-id", "Webhook-Timestamp", "WEBHOOK-SIGNATURE", "webhook_signature", "webhook_id"])
            {
                rows.Add(StandardWebhooks, name);
            }

            foreach (var name in (string[])["webhook-id", "Signature", "signature-input", "content-digest", "Content_Digest", "signature_input"])
            {
                rows.Add(MessageSignature, name);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Spoofed))]
    public async Task What_a_sender_writes_in_the_place_of_the_gateway_does_not_pass(string form, string name)
    {
        await using var scene = await AttestationScene.StartAsync(AttestingKeys.Section(form, "SHARED"));

        var received = await scene.SendAsync(SignedWebhook.Event("evt_1"), "/hook", (name, "spoofed"), ("X-Other", "spoofed"));

        Assert.Equal(["X-Other"], received.Headers.Where(header => header.Value.Contains("spoofed")).Select(header => header.Key));
        Assert.Equal(1, received.Headers.Count(header => header.Key.Replace('_', '-').Equals("webhook-id", StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData(StandardWebhooks)]
    [InlineData(MessageSignature)]
    public async Task What_is_not_verified_is_not_attested_and_the_sender_s_word_is_gone_all_the_same(string form)
    {
        await using var scene = await AttestationScene.StartAsync(AttestingKeys.Section(form, "SHARED"), """ "Mode": "Monitor" """);
        var webhook = SignedWebhook.Event("evt_1");

        var refused = await scene.SendAsync(
            webhook with { At = webhook.At.AddHours(-1) }, "/hook", ("webhook-id", "1"), ("webhook-signature", "v1,AA=="), ("Signature", "sig1=:AA==:"));
        var verified = await scene.SendAsync(webhook);

        Assert.Null(refused.Header("webhook-id"));
        Assert.Null(refused.Header(form == StandardWebhooks ? "webhook-signature" : "Signature"));
        Assert.NotNull(verified.Header("webhook-id"));
    }

    [Fact]
    public async Task Without_a_section_the_sender_s_headers_pass_as_they_are()
    {
        await using var scene = await AttestationScene.StartAsync(attestation: null);

        var received = await scene.SendAsync(SignedWebhook.Event("evt_1"), "/hook", ("webhook-id", "mine"), ("Content-Digest", "mine"));

        Assert.Equal(("mine", "mine"), (received.Header("webhook-id"), received.Header("Content-Digest")));
        Assert.Equal(2, Written.Count(name => received.Header(name) is not null));
    }

    [Fact]
    public async Task A_provider_s_own_Standard_Webhooks_are_verified_first_and_then_replaced()
    {
        await using var upstream = await Upstream.StartAsync();
        var configuration = new TestConfiguration(upstream.Url, """{ "Provider": "standard-webhooks", "Signature": { "Secrets": "env:OTHER_SHARED" } }""");
        AttestingKeys.AddTo(configuration.Environment);
        configuration.Change(root => root["Gateway"]!["Attestation"] = AttestingKeys.Section(StandardWebhooks, "SHARED"));
        await using var gateway = await TestGateway.StartAsync(configuration, TestClock.New());
        var timestamp = $"{TestClock.Start.ToUnixTimeSeconds()}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", "msg_1");
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", Sign(AttestingKeys.OtherShared, "msg_1", timestamp, "{}"));

        Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(request)).Status);

        var received = Assert.Single(upstream.Received);
        Assert.NotEqual("msg_1", received.Header("webhook-id"));
        Assert.Equal(Sign(AttestingKeys.Shared, received.Header("webhook-id")!, timestamp, "{}"), received.Header("webhook-signature"));
    }

    [Fact]
    public async Task An_event_has_one_id_however_often_it_is_sent_and_each_attempt_its_own_time()
    {
        var clock = TestClock.New();
        await using var scene = await AttestationScene.StartAsync(
            AttestingKeys.Section(StandardWebhooks, "SHARED"),
            """ "Deduplication": { "Key": "body:/id" }, "Delivery": { "Mode": "Queue", "Retry": { "Delays": [ "00:00:10" ] } } """, clock);
        scene.Upstream.Answer = context =>
        {
            context.Response.StatusCode = scene.Upstream.Received.Count < 2 ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
            return Task.CompletedTask;
        };

        var first = await scene.SendAsync(SignedWebhook.Event("evt_1", clock));
        await Eventually.IsTrueAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(scene.Upstream.Received.Count >= 2);
            },
            "the second attempt arrives");

        var second = scene.Upstream.Received[1];
        Assert.Equal(first.Header("X-Gateway-Delivery-Id"), first.Header("webhook-id"));
        Assert.Equal(first.Header("webhook-id"), second.Header("webhook-id"));
        Assert.NotEqual(first.Header("webhook-timestamp"), second.Header("webhook-timestamp"));
        Assert.Equal(Sign(AttestingKeys.Shared, second.Header("webhook-id")!, second.Header("webhook-timestamp")!, second.Text), second.Header("webhook-signature"));
    }

    [Fact]
    public async Task A_forwarded_event_that_its_provider_sends_again_has_the_id_that_it_had()
    {
        await using var scene = await AttestationScene.StartAsync(
            AttestingKeys.Section(StandardWebhooks, "SHARED"), """ "Deduplication": { "Key": "body:/id" } """);
        scene.Upstream.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };

        foreach (var id in (string[])["evt_1", "evt_1", "evt_2"])
        {
            using var request = SignedWebhook.Event(id).Request();
            Assert.Equal(HttpStatusCode.InternalServerError, (await scene.Gateway.SendAsync(request)).Status);
        }

        var ids = scene.Upstream.Received.Select(request => request.Header("webhook-id")).ToList();
        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
        Assert.Equal(3, ids.Count(id => Guid.TryParse(id, out _)));
    }

    [Fact]
    public async Task Two_keys_sign_while_one_takes_the_place_of_the_other_and_a_reload_is_enough()
    {
        await using var scene = await AttestationScene.StartAsync(AttestingKeys.Section(StandardWebhooks, "SHARED"));
        var before = await scene.SendAsync(SignedWebhook.Event("evt_1"));
        await scene.Gateway.ReloadAsync(root => root["Gateway"]!["Attestation"] = AttestingKeys.Section(StandardWebhooks, "OTHER_SHARED", "SHARED"));
        var during = await scene.SendAsync(SignedWebhook.Event("evt_2"));
        await scene.Gateway.ReloadAsync(root => root["Gateway"]!["Attestation"] = AttestingKeys.Section(StandardWebhooks, "OTHER_SHARED"));
        var after = await scene.SendAsync(SignedWebhook.Event("evt_3"));

        Assert.Equal(Signed(before, AttestingKeys.Shared), before.Header("webhook-signature"));
        Assert.Equal($"{Signed(during, AttestingKeys.OtherShared)} {Signed(during, AttestingKeys.Shared)}", during.Header("webhook-signature"));
        Assert.Equal(Signed(after, AttestingKeys.OtherShared), after.Header("webhook-signature"));

        static string Signed(ReceivedRequest request, string key) => Sign(key, request.Header("webhook-id")!, request.Header("webhook-timestamp")!, request.Text);
    }

    [Fact]
    public async Task A_route_attests_by_its_own_section_or_not_at_all()
    {
        await using var scene = await AttestationScene.StartAsync(
            AttestingKeys.Section(StandardWebhooks, "SHARED"), $$""" "Attestation": {{AttestingKeys.Section(MessageSignature, "PEM", "PRIVATE").ToJsonString()}} """);
        var own = await scene.SendAsync(SignedWebhook.Event("evt_1"));
        await scene.Gateway.ReloadAsync(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Attestation"] = new JsonObject { ["As"] = "None" });
        var none = await scene.SendAsync(SignedWebhook.Event("evt_2"), "/hook", ("webhook-id", "mine"));

        Assert.StartsWith("sig1=(", own.Header("Signature-Input"), StringComparison.Ordinal);
        Assert.Contains(", sig2=(", own.Header("Signature-Input"), StringComparison.Ordinal);
        Assert.Null(own.Header("webhook-signature"));
        Assert.Equal(("mine", null), (none.Header("webhook-id"), none.Header("webhook-signature")));
    }

    [Fact]
    public async Task Another_gateway_verifies_what_is_attested_with_transforms_on_the_way()
    {
        await using var upstream = await Upstream.StartAsync();
        var receiver = new TestConfiguration(
            upstream.Url,
            """
            {
              "PublicUrl": "https://backend.example",
              "Signature": {
                "Algorithm": "http-message-signatures", "KeySet": "file:keys.json",
                "MessageSignature": { "Algorithm": "ed25519", "Components": [ "@method", "@query", "content-digest", "webhook-id" ] }
              },
              "Replay": { "Timestamp": "signature:created" },
              "Deduplication": { "Key": "header:webhook-id" }
            }
            """);
        receiver.WithFile("keys.json", $$"""{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"1FkIEPbNe-uRUpFThuuNRab9WSfF_ErvDNtuPJwkK0U","x":"{{System.Buffers.Text.Base64Url.EncodeToString(AttestingKeys.PublicKey)}}"}]}""");
        await using var second = await TestGateway.StartAsync(receiver);
        await using var first = await AttestationScene.StartAsync(
            AttestingKeys.Section(MessageSignature, "PEM"),
            change: root =>
            {
                root["ReverseProxy"]!["Clusters"]!["backend"]!["Destinations"]!["one"]!["Address"] = second.Url.ToString() + "base/";
                root["ReverseProxy"]!["Routes"]!["hooks"]!["Transforms"] = JsonNode.Parse(
                    """[ { "PathPrefix": "/prefix" }, { "QueryValueParameter": "added", "Append": "1" }, { "HttpMethodChange": "POST", "Set": "PUT" } ]""");
            });
        using var request = SignedWebhook.Event("evt_1").Request("/hook?a=%20b");

        var (status, text) = await first.Gateway.SendAsync(request);

        Assert.True(status == HttpStatusCode.OK, $"{status} {text}");
        var received = Assert.Single(upstream.Received);
        Assert.Equal("PUT", received.Method);
        Assert.StartsWith("/base/prefix/hook?", received.Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transform_of_the_route_cannot_write_what_is_attested()
    {
        await using var scene = await AttestationScene.StartAsync(
            AttestingKeys.Section(StandardWebhooks, "SHARED"),
            change: root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Transforms"] = JsonNode.Parse("""[ { "RequestHeader": "webhook-id", "Set": "forged" } ]"""));

        var received = await scene.SendAsync(SignedWebhook.Event("evt_1"));

        Assert.True(Guid.TryParse(received.Header("webhook-id"), out _));
    }

    [Fact]
    public async Task Public_keys_are_served_by_the_admin_listener_and_by_the_other_if_that_is_said()
    {
        await using var scene = await AttestationScene.StartAsync(AttestingKeys.Section(StandardWebhooks, "SHARED", "PEM"));
        var (status, keys) = await new AdminApi(scene.Gateway).GetAsync("/.well-known/jwks.json");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("QX4huqP_GIbYWJYQOYp8lAW3xptnfgBaCP6La8lawro", (string?)Assert.Single(JsonNode.Parse(keys)!["keys"]!.AsArray())!["x"]);
        using (var closed = await scene.Gateway.Client.GetAsync(new Uri("/.well-known/jwks.json", UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, closed.StatusCode); // A request like any other, for the route.
        }

        await scene.Gateway.ReloadAsync(root => root["Gateway"]!["Attestation"]!["PublishKeys"] = "Everywhere");
        using var open = await scene.Gateway.Client.GetAsync(new Uri("/.well-known/jwks.json", UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, keys), (open.StatusCode, await open.Content.ReadAsStringAsync()));
        Assert.Equal("application/jwk-set+json", open.Content.Headers.ContentType?.MediaType);
        Assert.Empty(scene.Upstream.Received);
    }

    private static string Sign(string key, string id, string timestamp, string body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key[6..]), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));
}
