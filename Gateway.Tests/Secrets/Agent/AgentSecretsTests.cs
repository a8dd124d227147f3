using Gateway.Tests.Support;

namespace Gateway.Tests.Secrets.Agent;

/// <summary>Tenants whose secrets an agent of the operator's own has.</summary>
public sealed class AgentSecretsTests(PlayedSite site) : IClassFixture<PlayedSite>
{
    private const string Body = """{"id":"evt_1"}""";
    private const string Secret = "secret-of-acme-0001";

    [Fact]
    public async Task It_is_asked_for_the_tenant_that_a_webhook_names()
    {
        site.Empty();
        site.AnswerAt("/tenants/acme", $$"""{ "default": "{{Secret}}" }""");
        using var route = Route($"{site.Url}/tenants/{{tenant}}");

        Assert.Equal("passed", await SendAsync(route, "acme"));
        Assert.Equal("passed", await SendAsync(route, "acme"));
        Assert.Equal("signature_invalid", await SendAsync(route, "nobody")); // WireMock answers 404.
        Assert.Equal("signature_invalid", await SendAsync(route, "../acme"));

        Assert.Equal(["GET /tenants/acme", "GET /tenants/nobody"], site.Asked);
    }

    [Fact]
    public async Task A_rotated_secret_is_found_by_the_first_webhook_that_is_signed_with_it()
    {
        site.Empty();
        site.AnswerAt("/tenants/acme", $$"""{ "default": "{{Secret}}" }""");
        using var route = Route($"{site.Url}/tenants/{{tenant}}");
        Assert.Equal("passed", await SendAsync(route, "acme"));

        site.AnswerAt("/tenants/acme", """{ "default": "another-secret-of-acme" }""");
        route.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("passed", await SendAsync(route, "acme", "another-secret-of-acme"));
        Assert.Equal("signature_invalid", await SendAsync(route, "acme"));
        Assert.Equal(2, site.Asked.Count);
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(302, "")]
    [InlineData(401, "{}")]
    [InlineData(200, "never-to-be-seen")]
    [InlineData(200, """{ "default": "one", "default": "two" }""")]
    public async Task Whatever_else_it_says_tells_the_sender_to_come_again(int status, string answer)
    {
        site.Empty();
        site.AnswerAt("/tenants/acme", answer, status);
        using var route = Route($"{site.Url}/tenants/{{tenant}}");

        Assert.Equal("provider_unavailable", await SendAsync(route, "acme"));
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read()
    {
        site.Empty();
        site.AnswerAt("/tenants/acme", $$"""{ "default": "{{Secret}}", "tenant.json": "{{new string(' ', 600_000)}}" }""");
        using var route = Route($"{site.Url}/tenants/{{tenant}}");

        Assert.Equal("provider_unavailable", await SendAsync(route, "acme"));
    }

    [Fact]
    public async Task It_is_asked_no_more_than_the_budget_of_a_client_that_proves_nothing()
    {
        site.Empty();
        using var route = Route($"{site.Url}/{{tenant}}", limit: 5);

        for (var i = 0; i < 50; i++)
        {
            await SendAsync(route, $"t{i}");
        }

        Assert.InRange(site.Asked.Count, 1, 5);
    }

    [Theory]
    [InlineData("""{ "Http": "http://127.0.0.1:7000/" }""", "has no {tenant} in its path")]
    [InlineData("""{ "Http": "https://{tenant}.example.com/" }""", "has no {tenant} in its path")]
    [InlineData("""{ "Http": "https://agent.{tenant}" }""", "has no {tenant} in its path")]
    [InlineData("""{ "Http": "https://{tenant}?of=it" }""", "has no {tenant} in its path")]
    [InlineData("""{ "Http": "https://agent:70{tenant}0/{tenant}" }""", "is not a URL")]
    [InlineData("""{ "Http": "http://agent:7000/{tenant}" }""", "needs https")]
    [InlineData("""{ "Http": "agent/{tenant}" }""", "is not a URL")]
    [InlineData("""{ "Http": "http://127.0.0.1:7000/{tenant}", "Store": true }""", "tenants come from one place")]
    [InlineData("""{ "Http": "http://127.0.0.1:7000/{tenant}", "CacheFor": "1s" }""", "CacheFor: 00:00:01 is out of range")]
    [InlineData("""{ "Http": "http://127.0.0.1:7000/{tenant}", "StaleFor": "30d" }""", "StaleFor: 30.00:00:00 is out of range")]
    [InlineData("""{ "Store": true, "CacheFor": "1h" }""", "CacheFor: has no effect")]
    [InlineData("""{ "Store": true }""", "needs 'Gateway.Storage.EncryptionKeys'")]
    public void What_cannot_be_meant_is_a_problem(string secrets, string problem) =>
        Assert.Contains(TestRoute.ProblemsOf(Verification(secrets)), one => one.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void Without_a_budget_nothing_bounds_how_often_it_is_asked()
    {
        const string open = """
            { "Tenant": { "From": "header:X-Tenant" },
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": { "Http": "http://127.0.0.1:7000/{tenant}" } } }
            """;

        Assert.Contains("RateLimit: is required", Assert.Single(TestRoute.ProblemsOf(open)), StringComparison.Ordinal);
    }

    private static string Verification(string secrets, int limit = 1_000_000) => $$"""
        { "Tenant": { "From": "header:X-Tenant" }, "RateLimit": { "Limit": {{limit}}, "Period": "1h" },
          "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": {{secrets}} } }
        """;

    private static TestRoute Route(string url, int limit = 1_000_000) => TestRoute.Compile(Verification($$"""{ "Http": "{{url}}" }""", limit));

    private static Task<string> SendAsync(TestRoute route, string tenant, string secret = Secret) =>
        route.OutcomeOfAsync(new TestRequest { Text = Body }.With("X-Sig", Hmac.Hex(secret, Body)).With("X-Tenant", tenant));
}
