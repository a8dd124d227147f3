using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Admin.Tenants;

/// <summary>All tenants that cannot be read are listed, wherever they come from.</summary>
public sealed class UnreadableTenantApiTests : IDisposable
{
    private readonly TenantDirectory _directory = new();

    [Fact]
    public async Task They_are_listed_page_by_page_with_why_and_whether_they_count_yet()
    {
        _directory.With("acme", "never-to-be-seen-1");
        for (var i = 0; i < 25; i++)
        {
            _directory.With(string.Create(CultureInfo.InvariantCulture, $"t{i:d2}"), "");
        }

        await using var backend = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(Configuration(backend));
        var api = new AdminApi(gateway);
        _directory.With("acme", " never-to-be-seen-2");
        await Eventually.IsTrueAsync(async () => (int)(await PageAsync(api, "/api/tenants/Hooks/unreadable"))["count"]! == 26, "the gateway has looked");

        var first = await PageAsync(api, "/api/tenants/hooks/unreadable?limit=20");
        var second = await PageAsync(api, $"/api/tenants/hooks/unreadable?limit=20&after={(string?)first["next"]}");

        Assert.Equal(["acme", .. Enumerable.Range(0, 25).Select(i => string.Create(CultureInfo.InvariantCulture, $"t{i:d2}"))], Names(first).Concat(Names(second)));
        Assert.Equal((26, 26, null), ((int)first["count"]!, (int)second["count"]!, (string?)second["next"]));
        var (acme, another) = (first["tenants"]![0]!, first["tenants"]![1]!);
        Assert.Equal(("begins or ends with white space, which is hardly part of it.", true), ((string?)acme["problem"], (bool)acme["inForce"]!));
        Assert.Equal(("is empty.", false), ((string?)another["problem"], (bool)another["inForce"]!));
        Assert.DoesNotContain("never-to-be-seen", first.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/tenants/other/unreadable", HttpStatusCode.NotFound)]
    [InlineData("/api/tenants/hooks/unreadable?limit=501", HttpStatusCode.BadRequest)]
    [InlineData("/api/tenants/hooks/unreadable?newest=true", HttpStatusCode.BadRequest)]
    [InlineData("/api/tenants/hooks/unreadable", HttpStatusCode.OK)]
    public async Task What_cannot_be_meant_is_refused(string path, HttpStatusCode status)
    {
        _directory.With("acme", "secret-of-acme-0001");
        await using var backend = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(Configuration(backend));

        Assert.Equal(status, (await new AdminApi(gateway).GetAsync(path)).Status);
    }

    [Fact]
    public async Task A_route_without_tenants_has_none()
    {
        await using var backend = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(backend.Url, """{ "Mode": "None", "Reason": "a test" }"""));

        var (status, text) = await new AdminApi(gateway).GetAsync("/api/tenants/hooks/unreadable");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("has no tenants", text, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private static IEnumerable<string?> Names(JsonNode page) => page["tenants"]!.AsArray().Select(tenant => (string?)tenant!["tenant"]);

    private static async Task<JsonNode> PageAsync(AdminApi api, string path)
    {
        var (status, text) = await api.GetAsync(path);
        Assert.True(status == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private TestConfiguration Configuration(Upstream backend) => _directory.Route(backend.Url);
}
