using System.IO.Pipelines;
using System.Text;
using Gateway.Intake;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Verification.Signature.Tenants;

/// <summary>Exactly the secrets of the tenant that a webhook names are tried.</summary>
public sealed class TenantTests(ITestOutputHelper output) : IDisposable
{
    private const string Body = """{"id":"evt_1"}""";

    private readonly TenantDirectory _directory = new();

    [Theory]
    [InlineData("header:X-Tenant", "acme", "", "passed")]
    [InlineData("header:X-Tenant", "globex", "", "signature_invalid")]
    [InlineData("header:X-Tenant", "nobody", "", "signature_invalid")]
    [InlineData("header:X-Tenant", "ACME", "", "signature_invalid")]
    [InlineData("header:X-Tenant", "acme/", "", "signature_invalid")]
    [InlineData("header:X-Tenant", "../acme", "", "signature_invalid")]
    [InlineData("header:X-Tenant", "", "", "signature_invalid")]
    [InlineData("header:X-Tenant", "off", "", "signature_invalid")]
    [InlineData("query:t", "", "?t=acme", "passed")]
    [InlineData("query:t", "", "?t=globex", "signature_invalid")]
    [InlineData("query:t", "", "?t=acme&t=acme", "signature_invalid")]
    public async Task Only_the_secret_of_the_tenant_that_is_named_is_right(string from, string header, string query, string outcome)
    {
        using var route = Route(from);

        var journey = await route.SendAsync(Signed("secret-of-acme-0001", header) with { Target = "/hook" + query });

        Assert.Equal(outcome, journey.Code);
        Assert.Equal(outcome == TestJourney.Passed ? "acme" : null, journey.Webhook.Tenant);
    }

    [Fact]
    public async Task No_key_is_held_while_a_body_is_waited_for()
    {
        var pipe = new Pipe();
        using var route = Route("header:X-Tenant");
        using var webhook = route.Receive(Signed("secret-of-acme-0001", "acme") with { Reader = pipe.Reader });
        var verifying = route.Checks.Pipeline.VerifyAsync(webhook, CancellationToken.None).AsTask();

        Assert.Equal((false, true), (verifying.IsCompleted, webhook.KeysAtHand is null));

        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(Body));
        await pipe.Writer.CompleteAsync();
        Assert.True((await verifying).Passed);
    }

    [Fact]
    public async Task A_host_may_be_a_tenant()
    {
        _directory.With("acme.example.com", "secret-of-the-host-1");
        using var route = Route("host:");

        Assert.Equal("passed", await route.OutcomeOfAsync(Signed("secret-of-the-host-1", "").With("Host", "Acme.example.com:8443")));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(Signed("secret-of-the-host-1", "").With("Host", "globex.example.com")));
    }

    [Fact]
    public async Task The_own_secret_of_a_tenant_that_is_switched_off_is_wrong()
    {
        using var route = Route();

        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(Signed("secret-of-off-00001", "off")));
    }

    [Fact]
    public async Task A_tenant_has_several_secrets_with_ids_that_count_at_their_time()
    {
        _directory.With("globex/old", "secret-of-globex-old").With("globex/new", "secret-of-globex-new")
            .With("globex/tenant.json", """{ "Secrets": { "old": { "NotAfter": "2020-01-01" } } }""");
        _directory.Remove("off");
        using var route = Route();

        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(Signed("secret-of-globex-old", "globex")));
        Assert.Equal("new", (await route.SendAsync(Signed("secret-of-globex-new", "globex"))).Webhook.KeyId);
        Assert.Equal("default", (await route.SendAsync(Signed("secret-of-acme-0001", "acme"))).Webhook.KeyId);
    }

    [Theory]
    [InlineData("""{ "Mode": "Monitor" }""", "Monitor")]
    [InlineData("""{ "Mode": "Enforce" }""", "Enforce")]
    [InlineData("{}", "Enforce")]
    public async Task A_tenant_may_have_a_mode_of_its_own(string settings, string mode)
    {
        _directory.With("globex/only", "secret-of-globex-old").With("globex/tenant.json", settings);
        using var route = Route();

        Assert.Equal(mode, (await route.SendAsync(Signed("wrong", "globex"))).Webhook.Mode.ToString());
        Assert.Equal(mode, (await route.SendAsync(new TestRequest { Text = Body }.With("X-Tenant", "globex"))).Webhook.Mode.ToString()); // no signature
        Assert.Equal(VerificationMode.Enforce, (await route.SendAsync(Signed("wrong", "nobody"))).Webhook.Mode);
    }

    [Theory]
    [InlineData("", "Monitor")]
    [InlineData(""", "Delivery": { "Mode": "Queue" } """, "Enforce")]
    public async Task A_route_that_queues_takes_nothing_unverified_whatever_a_tenant_says(string rest, string mode)
    {
        _directory.With("globex/only", "secret-of-globex-old").With("globex/tenant.json", """{ "Mode": "Monitor" }""");
        using var route = Route(rest: rest);

        Assert.Equal(mode, (await route.SendAsync(Signed("wrong", "globex"))).Webhook.Mode.ToString());
    }

    [Fact]
    public async Task The_keys_of_all_tenants_are_counted_as_one()
    {
        _directory.With("globex", "secret-of-globex-01");
        using var route = Route();

        var webhook = (await route.SendAsync(Signed("secret-of-globex-01", "globex"))).Webhook;

        Assert.Equal(("default", "tenants"), (webhook.KeyId, webhook.CountedKeyId));
        Assert.Null((await route.SendAsync(Signed("wrong", "globex"))).Webhook.CountedKeyId);
    }

    [Fact]
    public async Task A_changed_secret_is_in_force_and_the_one_before_it_is_not()
    {
        using var route = Route();
        Assert.Equal("passed", await route.OutcomeOfAsync(Signed("secret-of-acme-0001", "acme")));

        _directory.With("acme", "another-secret-of-acme");
        await route.Route.Tenants!.Feed!.RefreshAsync(CancellationToken.None);

        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(Signed("secret-of-acme-0001", "acme")));
        Assert.Equal("passed", await route.OutcomeOfAsync(Signed("another-secret-of-acme", "acme")));
    }

    [Fact]
    public async Task One_id_of_two_tenants_is_two_events()
    {
        using var route = Route(rest: """, "Deduplication": { "Key": "body:/id" } """);
        _directory.With("globex", "secret-of-globex-01");
        await route.Route.Tenants!.Feed!.RefreshAsync(CancellationToken.None);

        Assert.Equal("passed", await route.OutcomeOfAsync(Signed("secret-of-acme-0001", "acme")));
        Assert.Equal("duplicate_in_flight", await route.OutcomeOfAsync(Signed("secret-of-acme-0001", "acme")));
        Assert.Equal("passed", await route.OutcomeOfAsync(Signed("secret-of-globex-01", "globex")));
    }

    [Fact]
    public async Task One_tenant_does_not_use_up_the_budget_of_another()
    {
        _directory.With("globex", "secret-of-globex-01");
        using var route = Route(rest: """, "RateLimit": { "Limit": 1, "Period": "01:00:00", "By": "Tenant" } """);

        Assert.Equal("passed", await route.OutcomeOfAsync(Signed("secret-of-acme-0001", "acme")));
        Assert.Equal("rate_limited", await route.OutcomeOfAsync(Signed("secret-of-acme-0001", "acme") with { Client = System.Net.IPAddress.Parse("192.0.2.7") }));
        Assert.Equal("passed", await route.OutcomeOfAsync(Signed("secret-of-globex-01", "globex") with { Client = System.Net.IPAddress.Parse("192.0.2.8") }));
    }

    [Fact]
    public async Task The_issuer_of_a_token_may_be_the_tenant()
    {
        _directory.With("acme", "0123456789abcdef0123456789abcdef").With("globex", "fedcba9876543210fedcba9876543210");
        using var route = TestRoute.Compile($$"""
            { "Tenant": { "From": "jwt:iss" }, "Signature": { "Algorithm": "jwt", "From": "header:X-Token", "Jwt": { "Algorithms": [ "HS256" ] },
              "Secrets": { "Directory": "{{_directory.Path}}" } } }
            """);

        Assert.Equal("acme", (await route.SendAsync(Token("acme", "0123456789abcdef0123456789abcdef"))).Webhook.Tenant);
        var forged = await route.SendAsync(Token("globex", "0123456789abcdef0123456789abcdef"));
        Assert.Equal(("signature_invalid", null), (forged.Code, forged.Webhook.Token));
        var unknown = await route.SendAsync(Token("nobody", "0123456789abcdef0123456789abcdef"));
        Assert.Equal(("signature_invalid", null), (unknown.Code, unknown.Webhook.Token));
    }

    [Theory]
    [InlineData("acme", "secret-of-acme-0001", "passed", null)]
    [InlineData("acme", "wrong", "signature_invalid", "was made by none of the keys that it may be of")]
    [InlineData("off", "wrong", "signature_invalid", "was made by none of the keys that it may be of")]
    [InlineData("nobody", "wrong", "signature_invalid", "was made by none of the keys that it may be of")] // It was computed, as for a tenant.
    [InlineData("nobody", "secret-of-acme-0001", "signature_invalid", "was made by none of the keys in force")]
    public async Task The_key_that_a_message_signature_names_may_be_the_tenant(string tenant, string secret, string outcome, string? problem)
    {
        _directory.With("acme", "secret-of-acme-0001").With("off/only", "secret-of-acme-0001").With("off/tenant.json", """{ "Disabled": true }""");
        using var route = TestRoute.Compile($$"""
            { "PublicUrl": "https://h.example", "Tenant": { "From": "signature:keyid" }, "Replay": { "Timestamp": "signature:created" },
              "Signature": { "Algorithm": "http-message-signatures", "MessageSignature": { "Algorithm": "hmac-sha256", "Components": [ "@method" ] },
                "Secrets": { "Directory": "{{_directory.Path}}" } } }
            """);
        var digest = $"sha-256=:{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Body)))}:";
        var parameters = $"(\"@method\" \"content-digest\");created={route.UnixNow};keyid=\"{tenant}\"";
        var signature = Hmac.Sha256(secret, Encoding.UTF8.GetBytes($"\"@method\": POST\n\"content-digest\": {digest}\n\"@signature-params\": {parameters}"));

        var journey = await route.SendAsync(new TestRequest { Text = Body }
            .With("Content-Digest", digest).With("Signature-Input", $"s={parameters}").With("Signature", $"s=:{Convert.ToBase64String(signature)}:"));

        Assert.Equal((outcome, problem), (journey.Code, problem is null ? null : journey.Webhook.ProofDefect?.Problem));
        Assert.Equal(outcome == TestJourney.Passed ? "acme" : null, journey.Webhook.Tenant);
    }

    [Fact]
    public async Task What_is_made_for_one_of_a_thousand_tenants_is_never_accepted_for_another()
    {
        const int tenants = 1000;
        for (var i = 0; i < tenants; i++)
        {
            _directory.With($"t{i}", SecretOf(i));
        }

        using var route = Route();
        var chance = Chance.For(output);
        var accepted = new List<string>();
        var right = 0;
        for (var i = 0; i < TenantScale.Requests; i++)
        {
            var (signer, named) = (chance.Below(tenants), chance.Below(tenants));
            var name = chance.Below(10) switch
            {
                0 => $"T{named}",
                1 => $"t{named}.",
                2 => $"t{tenants + named}",
                _ => $"t{named}",
            };
            var request = Signed(SecretOf(signer), name, chance.Below(3) == 0 ? Body + " " : Body);
            request = chance.Below(4) == 0 ? request with { Text = Body + "\n" } : request;
            var isRight = name == $"t{signer}" && Encoding.UTF8.GetString(request.Body) is Body or Body + " ";
            var code = await route.OutcomeOfAsync(request);
            right += code == TestJourney.Passed && isRight ? 1 : 0;
            if (code == TestJourney.Passed && name != $"t{signer}")
            {
                accepted.Add($"{name} by t{signer}");
            }
        }

        Assert.Empty(accepted);
        Assert.InRange(right, 0, TenantScale.Requests / 100); // By chance a tenant names itself: one in a thousand.
        Assert.Equal("passed", await route.OutcomeOfAsync(Signed(SecretOf(7), "t7")));
    }

    [Theory]
    [InlineData("""{ "Tenant": { "From": "header:X-T" }, "Signature": { SCHEME, "Secrets": "env:SECRET" } }""", "must say where the secrets of tenants are")]
    [InlineData("""{ "Signature": { SCHEME, "Secrets": { "Directory": "DIR" } } }""", "needs a 'Tenant'")]
    [InlineData("""{ "Tenant": {}, "Signature": { SCHEME, "Secrets": { "Directory": "DIR" } } }""", "Tenant.From: is missing; expected path:NAME")]
    [InlineData("""{ "Tenant": { "From": "body:/x" }, "Signature": { SCHEME, "Secrets": { "Directory": "DIR" } } }""", "found 'body:/x'")]
    [InlineData("""{ "Tenant": { "From": "path:tenant" }, "Signature": { SCHEME, "Secrets": { "Directory": "DIR" } } }""", "is no part of 'Match.Path'")]
    [InlineData("""{ "Tenant": { "From": "jwt:iss" }, "Signature": { SCHEME, "Secrets": { "Directory": "DIR" } } }""", "needs the algorithm 'jwt'")]
    [InlineData("""{ "Tenant": { "From": "header:X-T" }, "Signature": { SCHEME, "Secrets": { "Directory": "DIR/none" } } }""", "there is no directory")]
    [InlineData("""{ "Tenant": { "From": "header:X-T" }, "Signature": { SCHEME, "Secrets": { "Directory": "DIR", "Store": true } } }""", "tenants come from one place")]
    [InlineData("""{ "Tenant": { "From": "header:X-T" }, "Signature": { SCHEME, "Secrets": [ { "Directory": "DIR" }, "env:SECRET" ] } }""", "stands alone")]
    [InlineData("""{ "RateLimit": { "Limit": 1, "Period": "1s", "By": "Tenant" }, "Signature": { SCHEME, "Secrets": "env:SECRET" } }""", "is 'Tenant', which the route has none of")]
    public void What_cannot_be_meant_is_a_problem(string verification, string problem)
    {
        var section = verification.Replace("SCHEME", "\"Algorithm\": \"hmac-sha256\", \"From\": \"header:X-Sig\"", StringComparison.Ordinal)
            .Replace("DIR", _directory.Path, StringComparison.Ordinal);

        Assert.Contains(problem, Assert.Single(TestRoute.ProblemsOf(section)), StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private static string SecretOf(int tenant) => $"the-secret-of-tenant-{tenant:D6}";

    private static TestRequest Signed(string secret, string tenant, string body = Body)
    {
        var request = new TestRequest { Text = body }.With("X-Sig", Hmac.Hex(secret, body));
        return tenant.Length > 0 ? request.With("X-Tenant", tenant) : request;
    }

    private static TestRequest Token(string issuer, string secret)
    {
        static string Part(string json) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
        var input = $$"""{{Part("""{"alg":"HS256"}""")}}.{{Part($$"""{"iss":"{{issuer}}","exp":4102444800}""")}}""";
        return new TestRequest().With("X-Token", $"{input}.{System.Buffers.Text.Base64Url.EncodeToString(Hmac.Sha256(secret, Encoding.UTF8.GetBytes(input)))}");
    }

    private TestRoute Route(string from = "header:X-Tenant", string rest = "")
    {
        _directory.With("acme", "secret-of-acme-0001").With("off/only", "secret-of-off-00001").With("off/tenant.json", """{ "Disabled": true }""");
        return TestRoute.Compile($$"""
            { "Tenant": { "From": "{{from}}" }, "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": { "Directory": "{{_directory.Path}}" } }{{rest}} }
            """);
    }
}
