using System.Security.Cryptography;
using System.Text;
using Gateway.Configuration;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Attacks;

/// <summary>The type of a body is not signed: whoever has captured a webhook changes no check and no id by changing it.</summary>
public sealed class ContentTypeTests
{
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>What a captured webhook may be sent under; null is none.</summary>
    private static readonly string?[] Types =
    [
        "application/json", "text/json", "text/plain", Form, "multipart/form-data; boundary=x", null, "application/json; charset=utf-16",
        "application/json; charset*=utf-8''utf-16", "application/json;charset=\"UTF-16LE\"", "APPLICATION/JSON",
        "application/vnd.acme+json", "application/xml", "text/plain; charset=utf-7", Form + "; charset=utf-16",
    ];

    private static readonly string[] Tokens = ["shared-token", "basic", "client-certificate", "none"];

    /// <summary>Presets that tell one event from another.</summary>
    public static TheoryData<string> Vectors() =>
    [
        .. ProviderVector.Names().Where(name => ProviderVector.Load(name).Method == "POST"
            && ShippedPresets.Find(ProviderVector.Load(name).Provider, "$") is { } preset
            && preset.Child("Deduplication") is not null
            && !Tokens.Contains(preset.At("Signature", "Algorithm").Value, StringComparer.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task A_captured_webhook_is_forwarded_once_whatever_type_it_is_sent_under(string name)
    {
        var vector = ProviderVector.Load(name);
        await using var upstream = await Upstream.StartAsync();
        var configuration = new TestConfiguration(upstream.Url, vector.Verification)
            .Change(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Handshake"] = null);
        configuration.Environment["SECRET"] = vector.Secret ?? "";
        await using var gateway = await TestGateway.StartAsync(configuration, new FakeTimeProvider(vector.At));
        Assert.Equal(200, await SendAsync(gateway, vector, [vector.Headers.GetValueOrDefault("Content-Type")]));

        foreach (var type in Types)
        {
            Assert.InRange(await SendAsync(gateway, vector, [type]), 200, 499);
            Assert.True(upstream.Received.Count == 1, $"{name} was forwarded again as {type ?? "nothing"}.");
        }

        await SendAsync(gateway, vector, [vector.Headers.GetValueOrDefault("Content-Type"), Form]);
        Assert.Single(upstream.Received);
    }

    [Fact]
    public async Task A_Slack_event_sent_as_a_form_is_not_another_event()
    {
        const string body = """{"type":"event_callback","event_id":"Ev1","event":{"type":"app_mention"}}""";
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(
            upstream.Url, """{ "Provider": "slack", "Signature": { "Secrets": [ "env:SECRET" ] } }"""));
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var headers = $"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: v0={Hmac.Hex(TestConfiguration.Secret, $"v0:{stamp}:{body}")}\r\n";

        Assert.Equal(200, await SendAsync(gateway, headers, "application/json", Encoding.ASCII.GetBytes(body)));
        Assert.Equal(400, await SendAsync(gateway, headers, Form, Encoding.ASCII.GetBytes(body)));
        Assert.Equal(400, await SendAsync(gateway, headers, Form + "; charset=utf-8", Encoding.ASCII.GetBytes(body)));

        Assert.Single(upstream.Received);
    }

    [Theory]
    [InlineData(Form)]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData(null)]
    public async Task A_schema_by_event_is_not_passed_by_under_another_type(string? type)
    {
        const string body = """{"id":"evt_1","type":"order"}""";
        const string schema = """{ "type": "object", "required": [ "amount" ] }""";
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(
            upstream.Url,
            """
            {
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Secrets": [ "env:SECRET" ] },
              "Events": { "Type": "body:/type" }, "Schema": { "ByEvent": { "order": "order.json" } }
            }
            """).WithFile("order.json", schema));
        var headers = $"X-Signature: {Hmac.Hex(TestConfiguration.Secret, body)}\r\n";

        Assert.Equal(422, await SendAsync(gateway, headers, "application/json", Encoding.ASCII.GetBytes(body)));
        Assert.InRange(await SendAsync(gateway, headers, type, Encoding.ASCII.GetBytes(body)), 400, 422);
        Assert.Empty(upstream.Received);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/json")]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData(Form)]
    [InlineData(null)]
    public async Task A_name_that_stands_twice_passes_under_no_type_where_the_route_reads_JSON(string? type)
    {
        const string body = """{"id":"evt_1","type":"a","type":"b"}""";
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(
            upstream.Url,
            """
            {
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Secrets": [ "env:SECRET" ] },
              "Deduplication": { "Key": "body:/id" }
            }
            """));

        Assert.Equal(400, await SendAsync(
            gateway, $"X-Signature: {Hmac.Hex(TestConfiguration.Secret, body)}\r\n", type, Encoding.ASCII.GetBytes(body)));
        Assert.Empty(upstream.Received);
    }

    [Theory]
    [InlineData("github", "X-Hub-Signature-256: sha256=", "application/json")]
    [InlineData("github", "X-Hub-Signature-256: sha256=", "text/plain")]
    [InlineData("github", "X-Hub-Signature-256: sha256=", Form)]
    [InlineData("bitbucket", "X-Hub-Signature: sha256=", "text/plain")]
    public async Task A_name_that_stands_twice_passes_under_no_type_that_a_preset_lets_in_beside_JSON(string provider, string signature, string type)
    {
        const string body = """ {"a":1,"a":2}""";
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(
            upstream.Url, $$"""{ "Provider": "{{provider}}", "Signature": { "Secrets": [ "env:SECRET" ] } }"""));

        var headers = $"{signature}{Hmac.Hex(TestConfiguration.Secret, body)}\r\nX-GitHub-Delivery: 1\r\nX-Request-UUID: 1\r\n";
        Assert.Equal(400, await SendAsync(gateway, headers, type, Encoding.ASCII.GetBytes(body)));
        Assert.Empty(upstream.Received);
    }

    [Theory]
    [InlineData("text/plain", "[warning] the disk is full")]
    [InlineData("application/xml", "<event/>")]
    [InlineData(Form, "a=b")]
    public async Task What_is_no_JSON_and_does_not_say_so_passes(string type, string body)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(
            upstream.Url, """{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Secrets": [ "env:SECRET" ] } }"""));

        Assert.Equal(200, await SendAsync(
            gateway, $"X-Signature: {Hmac.Hex(TestConfiguration.Secret, body)}\r\n", type, Encoding.ASCII.GetBytes(body)));
    }

    /// <summary>Whoever has seen one digest can go on from it: FIPS 180-4, the padding and then anything.</summary>
    [Theory]
    [InlineData("""{ "Provider": "hubspot-v1", "Signature": { "Secrets": [ "env:SECRET" ] } }""", "X-HubSpot-Signature")]
    [InlineData("""{ "Signature": { "Algorithm": "sha256", "From": "header:X-Signature", "Content": "{secret}{body}", "Secrets": [ "env:SECRET" ] } }""", "X-Signature")]
    public async Task A_body_that_was_made_longer_under_a_plain_digest_passes_under_no_type(string verification, string header)
    {
        var body = """[{"eventId":1}]"""u8.ToArray();
        var secret = Encoding.ASCII.GetBytes(TestConfiguration.Secret);
        byte[] signed = [.. secret, .. body];
        byte[] longer = [.. body, 0x80, .. new byte[(119 - signed.Length) % 64], .. BitConverter.GetBytes(8L * signed.Length).Reverse(), .. """[{"eventId":2}]"""u8];
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(upstream.Url, verification));
        Assert.Equal(200, await SendAsync(gateway, $"{header}: {Convert.ToHexStringLower(SHA256.HashData(signed))}\r\n", "application/json", body));

        // The test may know the secret; who goes on from the digest comes to the same.
        var extended = $"{header}: {Convert.ToHexStringLower(SHA256.HashData([.. secret, .. longer]))}\r\n";
        foreach (var type in Types)
        {
            Assert.InRange(await SendAsync(gateway, extended, type, longer), 400, 415);
        }

        Assert.Single(upstream.Received);
    }

    [Theory]
    [InlineData("Deduplication", "body:/id | form:id")]
    [InlineData("Deduplication", "form:id | header:X-Signature")]
    [InlineData("Deduplication", "body:/id | header:X-Signature")]
    [InlineData("Deduplication", "body:/id | form:id | header:X-Signature")]
    [InlineData("Replay", "body:/at | form:at")]
    public void A_key_or_a_stamp_that_the_type_chooses_needs_types_that_are_listed(string stage, string place)
    {
        var key = stage == "Replay" ? "Timestamp" : "Key";
        var open = $$$"""
            "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Secrets": [ "env:SECRET" ] }, "{{{stage}}}": { "{{{key}}}": "{{{place}}}" }
            """;

        Assert.Contains("Body.ContentTypes", Assert.Single(TestRoute.ProblemsOf("{ " + open + " }")), StringComparison.Ordinal);
        Assert.Empty(TestRoute.ProblemsOf("{ " + open + """, "Body": { "ContentTypes": [ "application/json" ] } }"""));
    }

    [Fact]
    public void A_plain_digest_that_ends_in_the_body_does_not_go_with_trailing_content() =>
        Assert.Contains("append", Assert.Single(TestRoute.ProblemsOf(
            """
            {
              "Signature": { "Algorithm": "sha256", "From": "header:X-Signature", "Content": "{secret}{body}", "Secrets": [ "env:SECRET" ] },
              "Schema": { "Json": { "AllowTrailingContent": true } }
            }
            """)), StringComparison.Ordinal);

    /// <summary>The few whose bodies are not theirs to choose, or whose type nobody has seen, read no value that another type would move.</summary>
    [Fact]
    public void Every_preset_lists_its_types_but_those_that_relay_what_others_send()
    {
        string[] open = ["adyen", "hookdeck", "standard-webhooks", "standard-webhooks-v1a", "upstash-qstash", "websub"];

        Assert.Equal(open, ShippedPresets.Names.Where(name => ShippedPresets.Find(name, "$")!.Child("Body")?.Child("ContentTypes") is null).Order(StringComparer.Ordinal));
    }

    private static Task<int> SendAsync(TestGateway gateway, ProviderVector vector, string?[] types) => SendAsync(
        gateway,
        vector.Raw(
            [
                .. vector.Headers.Where(header => header.Key != "Content-Type"),
                .. types.OfType<string>().Select(type => KeyValuePair.Create("Content-Type", type)),
            ],
            vector.Body));

    private static Task<int> SendAsync(TestGateway gateway, string headers, string? type, byte[] body) => SendAsync(
        gateway,
        [
            .. Encoding.ASCII.GetBytes(
                $"POST /hook HTTP/1.1\r\nHost: gateway.test\r\n{headers}{(type is null ? "" : $"Content-Type: {type}\r\n")}Content-Length: {body.Length}\r\n\r\n"),
            .. body,
        ]);

    private static async Task<int> SendAsync(TestGateway gateway, byte[] request)
    {
        await using var connection = await RawConnection.OpenAsync(gateway.Url);
        await connection.SendAsync(request);
        return (await connection.ReadAsync()).Status;
    }
}
