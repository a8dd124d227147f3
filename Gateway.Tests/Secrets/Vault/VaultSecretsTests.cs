using Gateway.Tests.Support;

namespace Gateway.Tests.Secrets.Vault;

/// <summary>Tenants whose secrets are in HashiCorp Vault or OpenBao.</summary>
public sealed class VaultSecretsTests : IDisposable
{
    private const string Body = """{"id":"evt_1"}""";
    private const string SecretOfAcme = "secret-of-acme-never-to-be-seen";
    private const string AppRole = """ "AppRole": { "RoleId": "role-of-the-gateway", "SecretId": "env:SECRET_ID" } """;
    private const string GivenToken = """ "Token": "env:TOKEN" """;

    private readonly PlayedVault _vault = new();
    private readonly CapturedLog _log = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-test-");

    public VaultSecretsTests() => _vault.Held["stripe/acme"] = $$"""{ "default": "{{SecretOfAcme}}" }""";

    [Theory]
    [InlineData(GivenToken)]
    [InlineData(AppRole)]
    public async Task A_tenant_is_read_once_and_kept(string login)
    {
        using var route = Route(login);

        Assert.Equal("passed", await SendAsync(route, "acme"));
        Assert.Equal("passed", await SendAsync(route, "acme"));
        Assert.Equal("signature_invalid", await SendAsync(route, "acme", "wrong"));
        Assert.Equal("signature_invalid", await SendAsync(route, "nobody"));
        Assert.Equal("signature_invalid", await SendAsync(route, "nobody"));

        Assert.Equal((1, 1), (_vault.Count("GET /v1/secret/data/stripe/acme"), _vault.Count("GET /v1/secret/data/stripe/nobody")));
    }

    [Fact]
    public async Task Several_secrets_have_ids_and_times()
    {
        _vault.Held["stripe/globex"] = """
            { "old": "secret-of-globex-old-0", "new": "secret-of-globex-new-0", "tenant.json": "{ \"Secrets\": { \"old\": { \"NotAfter\": \"2020-01-01\" } } }" }
            """;
        using var route = Route(GivenToken);

        Assert.Equal("signature_invalid", await SendAsync(route, "globex", "secret-of-globex-old-0"));
        Assert.Equal("new", (await route.SendAsync(Signed("globex", "secret-of-globex-new-0"))).Webhook.KeyId);
    }

    [Theory]
    [InlineData("null")] // The version was deleted.
    [InlineData(null)]
    public async Task What_is_not_there_is_no_tenant(string? held)
    {
        if (held is not null)
        {
            _vault.Held["stripe/gone"] = held;
        }

        using var route = Route(GivenToken);

        Assert.Equal("passed", await SendAsync(route, "acme"));
        Assert.Equal("signature_invalid", await SendAsync(route, "gone"));
    }

    [Fact]
    public async Task A_token_is_renewed_before_its_time_is_over()
    {
        using var route = Route(AppRole);
        await SendAsync(route, "acme");

        route.Clock.Advance(TimeSpan.FromSeconds(2399));
        await SendAsync(route, "one");
        Assert.Equal(0, _vault.Count("POST /v1/auth/token/renew-self"));
        route.Clock.Advance(TimeSpan.FromSeconds(2));
        await SendAsync(route, "two");
        route.Clock.Advance(TimeSpan.FromSeconds(2000)); // Behind the first's end, and not the renewed one's.
        await SendAsync(route, "three");

        Assert.Equal((1, 1), (_vault.Logins, _vault.Count("POST /v1/auth/token/renew-self")));
    }

    [Fact]
    public async Task A_token_that_is_given_is_renewed_though_nobody_asks()
    {
        using var route = Route(GivenToken);
        await SendAsync(route, "acme");

        route.Clock.Advance(TimeSpan.FromSeconds(2401));

        await Eventually.IsTrueAsync(() => Task.FromResult(_vault.Count("POST /v1/auth/token/renew-self") == 1), "it is renewed");
    }

    [Fact]
    public async Task Behind_the_end_of_a_lease_it_is_logged_in_anew()
    {
        (_vault.Lease, _vault.IsRenewable) = (60, false);
        using var route = Route(AppRole);
        await SendAsync(route, "acme");

        route.Clock.Advance(TimeSpan.FromSeconds(59));
        await SendAsync(route, "one");
        Assert.Equal(1, _vault.Logins);
        route.Clock.Advance(TimeSpan.FromSeconds(2));
        await SendAsync(route, "two");

        Assert.Equal((2, 0), (_vault.Logins, _vault.Count("POST /v1/auth/token/renew-self")));
    }

    [Fact]
    public async Task With_a_token_that_was_revoked_it_is_logged_in_anew_and_nobody_notices()
    {
        _vault.Held["stripe/globex"] = $$"""{ "default": "{{SecretOfAcme}}" }""";
        using var route = Route(AppRole);
        await SendAsync(route, "acme");

        _vault.Revoke();

        Assert.Equal("passed", await SendAsync(route, "globex"));
        Assert.Equal(2, _vault.Logins);
    }

    [Fact]
    public async Task Permission_denied_refuses_nobody_for_good_and_is_not_tried_for_each_webhook()
    {
        _vault.Denies = true;
        using var route = Route(AppRole);

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("provider_unavailable", await SendAsync(route, $"t{i}"));
        }

        Assert.InRange(_vault.Logins, 1, 2);
        Assert.Contains(_log.Lines, line => line.Contains("permission denied (403)", StringComparison.Ordinal));
        _vault.Denies = false;
        route.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("passed", await SendAsync(route, "acme"));
    }

    [Fact]
    public async Task Sealed_for_a_day_it_refuses_nobody_who_is_known_and_then_tells_to_come_again()
    {
        using var route = Route(GivenToken);
        await SendAsync(route, "acme");
        _vault.IsSealed = true;

        Assert.Equal("provider_unavailable", await SendAsync(route, "globex"));
        for (var hour = 0; hour < 23; hour++)
        {
            route.Clock.Advance(TimeSpan.FromHours(1));
            Assert.Equal("passed", await SendAsync(route, "acme"));
            Assert.Equal("signature_invalid", await SendAsync(route, "acme", "wrong"));
        }

        route.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("provider_unavailable", await SendAsync(route, "acme"));
        Assert.Single(_log.Lines, line => line.Contains("cannot be asked for", StringComparison.Ordinal));

        _vault.IsSealed = false;
        route.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("passed", await SendAsync(route, "acme"));
        Assert.Single(_log.Lines, line => line.Contains("can be asked for again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_accounts_token_is_read_at_each_log_in()
    {
        var file = Path.Combine(_folder.FullName, "token");
        await File.WriteAllTextAsync(file, _vault.Jwt + "\n");
        (_vault.Lease, _vault.IsRenewable) = (60, false);
        using var route = Route($$""" "Kubernetes": { "Role": "gateway", "TokenFile": "{{file}}" } """);
        Assert.Equal("passed", await SendAsync(route, "acme"));

        _vault.Jwt = "jwt-2-never-to-be-seen";
        await File.WriteAllTextAsync(file, _vault.Jwt);
        _vault.Held["stripe/globex"] = $$"""{ "default": "{{SecretOfAcme}}" }""";
        route.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal("passed", await SendAsync(route, "globex"));
    }

    [Theory]
    [InlineData("team-a", "passed")]
    [InlineData("team-b", "provider_unavailable")]
    public async Task A_namespace_is_asked_for_with_everything(string asked, string outcome)
    {
        _vault.Namespace = "team-a";
        using var route = Route($$""" {{AppRole}}, "Namespace": "{{asked}}" """);

        Assert.Equal(outcome, await SendAsync(route, "acme"));
    }

    [Fact]
    public async Task An_engine_that_is_not_there_makes_nobody_a_stranger()
    {
        using var route = Route($$""" {{GivenToken}}, "Mount": "elsewhere" """);

        Assert.Equal("provider_unavailable", await SendAsync(route, "acme"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "message": "no Route matched with those values" }""")] // Kong's.
    [InlineData("""{ "data": null }""")]
    [InlineData("<html>")]
    [InlineData("[]")]
    public async Task What_is_not_found_by_something_before_Vault_makes_nobody_a_stranger(string answer)
    {
        _vault.Missing = answer;
        using var route = Route(GivenToken);

        Assert.Equal("provider_unavailable", await SendAsync(route, "globex"));
    }

    [Fact]
    public async Task A_log_in_that_is_refused_is_not_tried_for_each_webhook()
    {
        using var route = Route(""" "AppRole": { "RoleId": "another-role", "SecretId": "env:SECRET_ID" } """);

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("provider_unavailable", await SendAsync(route, $"t{i}"));
        }

        Assert.Equal(1, _vault.Logins);
        route.Clock.Advance(TimeSpan.FromSeconds(10));
        await SendAsync(route, "one-more");
        Assert.Equal(2, _vault.Logins);
    }

    [Theory]
    [InlineData("""[ "secret-never-to-be-seen" ]""")]
    [InlineData("""{ "default": { "never-to-be-seen": 1 } }""")]
    [InlineData("""{ "default": " never-to-be-seen" }""")]
    [InlineData("""{ "a b": "never-to-be-seen" }""")]
    [InlineData("""{ "default": "never-to-be-seen", "tenant.json": "no JSON" }""")]
    [InlineData("""{ "default": "never-to-be-seen\ud800" }""")]
    [InlineData("""{ "never-to-be-seen\ud800": "x" }""")]
    [InlineData("{}")]
    public async Task What_is_not_understood_refuses_nobody_for_good_and_no_secret_is_told(string held)
    {
        _vault.Held["stripe/odd"] = held;
        using var route = Route(AppRole);

        Assert.Equal("provider_unavailable", await SendAsync(route, "odd"));
        Assert.Single(_log.Lines, line => line.Contains("The tenant 'odd'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_secret_stands_in_the_log_whatever_goes_wrong()
    {
        using var route = Route(AppRole);
        await SendAsync(route, "acme");
        _vault.Revoke();
        _vault.Denies = true;
        await SendAsync(route, "one");
        _vault.IsSealed = true;
        route.Clock.Advance(TimeSpan.FromHours(25));
        await SendAsync(route, "acme");
        _vault.Dispose();
        route.Clock.Advance(TimeSpan.FromHours(1));
        await SendAsync(route, "acme");

        Assert.NotEmpty(_log.Lines);
        Assert.DoesNotContain(_log.Lines, line => line.Contains("never-to-be-seen", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(""" "Path": "stripe/{tenant}", "Token": "env:TOKEN" """, "Vault.Address: is missing")]
    [InlineData(""" "Address": "http://vault:8200", "Path": "stripe/{tenant}", "Token": "env:TOKEN" """, "needs https")]
    [InlineData(""" "Address": "https://vault:8200", "Path": "stripe", "Token": "env:TOKEN" """, "Vault.Path: names the path of a tenant")]
    [InlineData(""" "Address": "https://vault:8200", "Path": "stripe/{tenant}" """, "takes one way to log in")]
    [InlineData(""" "Address": "https://vault:8200", "Path": "stripe/{tenant}", "Token": "hvs.literal" """, "Vault.Token: is not a reference")]
    [InlineData(""" "Address": "https://vault:8200", "Path": "stripe/{tenant}", "AppRole": { "SecretId": "env:TOKEN" } """, "AppRole.RoleId: is missing")]
    [InlineData(""" "Address": "https://vault:8200", "Path": "stripe/{tenant}", "Kubernetes": {} """, "Kubernetes")]
    [InlineData(""" "Address": "https://vault:8200", "Path": "stripe/{tenant}", "Token": "env:TOKEN", "CertificateAuthority": "none.pem" """, "cannot be read")]
    public void What_cannot_be_meant_is_a_problem(string vault, string problem)
    {
        var found = TestRoute.ProblemsOf(Verification(vault), Environment);

        Assert.Contains(found, one => one.Contains(problem, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _vault.Dispose();
        _log.Dispose();
        _folder.Delete(recursive: true);
    }

    private static Dictionary<string, string> Environment { get; } =
        new(StringComparer.Ordinal) { ["TOKEN"] = PlayedVault.Token, ["SECRET_ID"] = PlayedVault.SecretId };

    private static string Verification(string vault) => $$"""
        { "Tenant": { "From": "header:X-Tenant" }, "RateLimit": { "Limit": 1000000, "Period": "1s" },
          "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": { "Vault": { {{vault}} } } } }
        """;

    private static TestRequest Signed(string tenant, string secret) =>
        new TestRequest { Text = Body }.With("X-Sig", Hmac.Hex(secret, Body)).With("X-Tenant", tenant);

    private static Task<string> SendAsync(TestRoute route, string tenant, string secret = SecretOfAcme) => route.OutcomeOfAsync(Signed(tenant, secret));

    private TestRoute Route(string login)
    {
        var route = TestRoute.Compile(Verification($$""" "Address": "{{_vault.Url}}", "Path": "stripe/{tenant}", {{login}} """), Environment);
        route.Loggers.AddProvider(_log);
        return route;
    }
}
