using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Admin.Tenants;

/// <summary>Tenants that are put into the store over the admin listener.</summary>
public sealed class TenantApiTests : IAsyncLifetime
{
    private const string One = "secret-of-acme-never-to-be-seen-1";
    private const string Two = "secret-of-acme-never-to-be-seen-2";

    private Upstream _upstream = null!;

    public async Task InitializeAsync() => _upstream = await Upstream.StartAsync();

    public async Task DisposeAsync() => await _upstream.DisposeAsync();

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task A_secret_counts_with_the_answer_and_is_never_shown_again(string store)
    {
        await using var gateway = await StartAsync(store);
        Assert.Equal(401, await gateway.SendAsync("acme", One));

        var (status, put) = await gateway.PutTenantAsync("acme", $$"""{ "id": "2026-11", "secret": "{{One}}", "notAfter": "2127-01-01T00:00:00Z" }""");

        Assert.Equal(200, status);
        Assert.Equal(200, await gateway.SendAsync("acme", One));
        Assert.Equal(401, await gateway.SendAsync("globex", One));
        var (_, shown) = await GetAsync(gateway, "/api/tenants/hooks/acme/secrets");
        Assert.Equal(put, shown);
        var secret = JsonNode.Parse(shown)!["secrets"]![0]!;
        Assert.Equal(("2026-11", "2127-01-01T00:00:00+00:00", null), ((string?)secret["id"], (string?)secret["notAfter"], (string?)secret["notBefore"]));
        Assert.InRange((DateTimeOffset)secret["addedAt"]!, gateway.Clock.GetUtcNow().AddMinutes(-5), gateway.Clock.GetUtcNow());
        var (_, list) = await GetAsync(gateway, "/api/tenants/hooks");
        Assert.Equal("acme", (string?)JsonNode.Parse(list)!["tenants"]![0]!["tenant"]);
        Each.Is((string[])[put, shown, list], text => Assert.DoesNotContain("never-to-be-seen", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_stored_is_encrypted_and_there_again_after_a_restart()
    {
        using var folder = new DatabaseCopy();
        var configuration = StoreRoute.Configuration(_upstream.Url).WithSqlite().Encrypted("env:KEY_A");
        await using (var gateway = await TestGateway.StartAsync(configuration.Change(root => root["Gateway"]!["Storage"]!["Path"] = folder.Path)))
        {
            await gateway.PutTenantAsync("acme", $$"""{ "secret": "{{One}}" }""");
        }

        Assert.DoesNotContain("never-to-be-seen", await folder.TextAsync(), StringComparison.Ordinal);

        var again = StoreRoute.Configuration(_upstream.Url).WithSqlite().Encrypted("env:KEY_B", "env:KEY_A");
        await using var second = await TestGateway.StartAsync(again.Change(root => root["Gateway"]!["Storage"]!["Path"] = folder.Path));
        Assert.Equal(200, await second.SendAsync("acme", One)); // Read before anybody is served.
    }

    [Fact]
    public async Task A_rotation_has_the_others_end()
    {
        await using var gateway = await StartAsync();
        await gateway.PutTenantAsync("acme", $$"""{ "id": "old", "secret": "{{One}}" }""");

        var soon = gateway.Clock.GetUtcNow().AddHours(1).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        var (_, both) = await gateway.PutTenantAsync("acme", $$"""{ "id": "new", "secret": "{{Two}}", "othersEnd": "{{soon}}" }""");
        Assert.Equal((200, 200), (await gateway.SendAsync("acme", One), await gateway.SendAsync("acme", Two)));
        Assert.Equal(["old", "new"], JsonNode.Parse(both)!["secrets"]!.AsArray().Select(secret => (string?)secret!["id"]));
        Assert.Equal(DateTimeOffset.Parse(soon, System.Globalization.CultureInfo.InvariantCulture), (DateTimeOffset)JsonNode.Parse(both)!["secrets"]![0]!["notAfter"]!);

        await gateway.PutTenantAsync("acme", $$"""{ "id": "new", "othersEnd": "2020-01-01T00:00:00Z" }""");
        Assert.Equal((401, 200), (await gateway.SendAsync("acme", One), await gateway.SendAsync("acme", Two)));
    }

    [Fact]
    public async Task A_tenant_is_switched_off_and_on_and_gets_a_mode_of_its_own()
    {
        await using var gateway = await StartAsync();
        await gateway.PutTenantAsync("acme", $$"""{ "secret": "{{One}}" }""");

        await gateway.PutTenantAsync("acme", """{ "disabled": true }""");
        Assert.Equal(401, await gateway.SendAsync("acme", One));
        await gateway.PutTenantAsync("acme", """{ "disabled": false, "mode": "Monitor" }""");
        Assert.Equal((200, 200), (await gateway.SendAsync("acme", One), await gateway.SendAsync("acme", "wrong")));
        await gateway.PutTenantAsync("acme", """{ "mode": "OfRoute" }""");
        Assert.Equal((200, 401), (await gateway.SendAsync("acme", One), await gateway.SendAsync("acme", "wrong")));
    }

    [Fact]
    public async Task One_secret_or_the_tenant_is_removed_and_neither_by_leaving_something_out()
    {
        await using var gateway = await StartAsync();
        await gateway.PutTenantAsync("acme", $$"""{ "id": "old", "secret": "{{One}}" }""");
        await gateway.PutTenantAsync("acme", $$"""{ "id": "new", "secret": "{{Two}}" }""");

        Assert.Equal(400, await DeleteAsync(gateway, ""));
        Assert.Equal(400, await DeleteAsync(gateway, "?id=old&all=true"));
        Assert.Equal(404, await DeleteAsync(gateway, "?id=other"));
        Assert.Equal((200, 200), (await gateway.SendAsync("acme", One), await gateway.SendAsync("acme", Two)));

        Assert.Equal(200, await DeleteAsync(gateway, "?id=old"));
        Assert.Equal((401, 200), (await gateway.SendAsync("acme", One), await gateway.SendAsync("acme", Two)));
        Assert.Equal(204, await DeleteAsync(gateway, "?all=true"));
        Assert.Equal(401, await gateway.SendAsync("acme", Two));
        Assert.Equal(404, (await GetAsync(gateway, "/api/tenants/hooks/acme/secrets")).Status);
        Assert.Equal("""{"tenants":[]}""", (await GetAsync(gateway, "/api/tenants/hooks")).Text);
    }

    [Theory]
    [InlineData("acme", "{}", 400)]
    [InlineData("acme", "null", 400)]
    [InlineData("acme", """{ "secrets": "x" }""", 400)]
    [InlineData("acme", """{ "disabled": true }""", 404)]
    [InlineData("acme", """{ "secret": "" }""", 400)]
    [InlineData("acme", """{ "secret": " padded-secret-of-acme" }""", 400)]
    [InlineData("acme", """{ "secret": "changeme" }""", 400)]
    [InlineData("acme", """{ "secret": "0123456789abcdef", "id": "a b" }""", 400)]
    [InlineData("acme", """{ "secret": "0123456789abcdef", "mode": "monitor" }""", 400)]
    [InlineData("acme", """{ "secret": "0123456789abcdef", "mode": "1" }""", 400)]
    [InlineData("acme", """{ "secret": "0123456789abcdef", "notBefore": "2026-01-02T00:00:00Z", "notAfter": "2026-01-01T00:00:00Z" }""", 400)]
    [InlineData(".acme", """{ "secret": "0123456789abcdef" }""", 400)]
    [InlineData("a%20b", """{ "secret": "0123456789abcdef" }""", 400)]
    [InlineData("acme", """{ "secret": "0123456789abcdef" }""", 200)]
    public async Task What_cannot_be_meant_is_refused(string tenant, string json, int status)
    {
        await using var gateway = await StartAsync();

        var (answered, text) = await gateway.PutTenantAsync(tenant, json);

        Assert.True(answered == status, text);
        Assert.DoesNotContain("padded-secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tenant_has_no_more_than_sixteen_secrets()
    {
        await using var gateway = await StartAsync();
        for (var i = 0; i < 16; i++)
        {
            Assert.Equal(200, (await gateway.PutTenantAsync("acme", $$"""{ "id": "s{{i}}", "secret": "{{One}}-{{i}}" }""")).Status);
        }

        Assert.Equal(400, (await gateway.PutTenantAsync("acme", $$"""{ "id": "s16", "secret": "{{Two}}" }""")).Status);
        Assert.Equal(200, (await gateway.PutTenantAsync("acme", $$"""{ "id": "s3", "secret": "{{Two}}" }""")).Status);
        Assert.Equal((200, 401), (await gateway.SendAsync("acme", Two), await gateway.SendAsync("acme", One + "-3")));
    }

    [Theory]
    [InlineData("""{ "secret": "short" }""", "less than 16 bytes")]
    [InlineData("""{ "secret": "0123456789abcdef", "notAfter": "2020-01-01T00:00:00Z" }""", "have all ended")]
    public async Task What_is_probably_not_meant_is_said_with_the_answer(string json, string warning)
    {
        await using var gateway = await StartAsync();

        var (status, text) = await gateway.PutTenantAsync("acme", json);

        Assert.Equal(200, status);
        Assert.Contains(warning, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other", "There is no route 'other'.")]
    [InlineData("files", "takes its secrets from elsewhere")]
    public async Task Only_a_route_that_takes_them_from_the_store_has_any(string route, string problem)
    {
        var configuration = StoreRoute.Configuration(_upstream.Url).Encrypted("env:KEY_A").Change(root =>
            root["ReverseProxy"]!["Routes"]!["files"] = JsonNode.Parse($$"""
                { "ClusterId": "backend", "Match": { "Path": "/files" }, "Verification": { {{SignedWebhook.Scheme}} } }
                """));
        await using var gateway = await TestGateway.StartAsync(configuration);

        var (status, text) = await gateway.PutTenantAsync("acme", $$"""{ "secret": "{{One}}" }""", route);

        Assert.Equal(404, status);
        Assert.Contains(problem, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_comes_in_pages()
    {
        await using var gateway = await StartAsync();
        foreach (var tenant in (string[])["a", "b", "c", "d", "e"])
        {
            await gateway.PutTenantAsync(tenant, $$"""{ "secret": "{{One}}" }""");
        }

        Assert.Equal("a,b,c,d,e", await PagesAsync(gateway, "limit=2"));
        Assert.Equal("e,d,c,b,a", await PagesAsync(gateway, "limit=2&newest=true"));
        Assert.Equal(400, (await GetAsync(gateway, "/api/tenants/hooks?limit=0")).Status);
        Assert.Equal(400, (await GetAsync(gateway, "/api/tenants/hooks?tenant=a")).Status);
        Assert.Equal(400, (await GetAsync(gateway, "/api/tenants/hooks?after=x")).Status);
    }

    private static async Task<string> PagesAsync(TestGateway gateway, string query)
    {
        var names = new List<string>();
        string? after = null;
        do
        {
            var (_, text) = await GetAsync(gateway, $"/api/tenants/hooks?{query}{(after is null ? "" : $"&after={after}")}");
            var page = JsonNode.Parse(text)!;
            names.AddRange(page["tenants"]!.AsArray().Select(tenant => (string)tenant!["tenant"]!));
            after = (string?)page["next"];
        }
        while (after is not null);
        return string.Join(',', names);
    }

    private static async Task<(int Status, string Text)> GetAsync(TestGateway gateway, string path)
    {
        using var answer = await gateway.Client.GetAsync(new Uri(gateway.AdminUrl, path));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<int> DeleteAsync(TestGateway gateway, string query)
    {
        using var answer = await gateway.Client.DeleteAsync(new Uri(gateway.AdminUrl, $"/api/tenants/hooks/acme/secrets{query}"));
        return (int)answer.StatusCode;
    }

    private Task<TestGateway> StartAsync(string store = "memory")
    {
        var configuration = StoreRoute.Configuration(_upstream.Url);
        return TestGateway.StartAsync((store == "sqlite" ? configuration.WithSqlite() : configuration).Encrypted("env:KEY_A"));
    }

    private sealed class DatabaseCopy : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-test-");

        public string Path => System.IO.Path.Combine(_folder.FullName, "gateway.db");

        public async Task<string> TextAsync() => string.Concat(
            await Task.WhenAll(_folder.GetFiles().Select(file => File.ReadAllTextAsync(file.FullName, Encoding.Latin1))));

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
