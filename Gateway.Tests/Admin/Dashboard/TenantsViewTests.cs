using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Microsoft.Playwright;

namespace Gateway.Tests.Admin.Dashboard;

/// <summary>Which tenants of a route have the most webhooks, as a person sees it.</summary>
public sealed class TenantsViewTests : IAsyncLifetime
{
    private const string SecretOfAcme = "whk_acme_secret_0123456789abcdef";
    private const string SecretOfGlobex = "whk_globex_secret_0123456789abcd";

    private readonly TenantDirectory _directory = new();
    private DashboardScene _scene = null!;

    public async Task InitializeAsync()
    {
        if (File.Exists(BrowserFactAttribute.Browser))
        {
            _directory.With("acme", SecretOfAcme).With("globex", SecretOfGlobex);
            _scene = await DashboardScene.StartAsync(configuration => configuration.Change(root =>
            {
                var payments = root["ReverseProxy"]!["Routes"]!["payments"]!;
                payments["Match"]!["Path"] = "/payments/{tenant}";
                payments["Verification"]!["Tenant"] = new JsonObject { ["From"] = "path:tenant" };
                payments["Verification"]!["Signature"]!["Secrets"] = new JsonObject { ["Directory"] = _directory.Path };
            }));
        }
    }

    public async Task DisposeAsync()
    {
        await (_scene?.DisposeAsync() ?? ValueTask.CompletedTask);
        _directory.Dispose();
    }

    [BrowserFact]
    public async Task The_route_names_those_with_the_most_and_leads_to_all_that_are_counted()
    {
        await SendAsync("acme", "evt_1", SecretOfAcme);
        await SendAsync("globex", "evt_1", SecretOfGlobex);
        await SendAsync("globex", "evt_2", SecretOfGlobex);
        await SendAsync("acme", "evt_2", SecretOfGlobex);
        await SendAsync("nobody", "evt_1", SecretOfGlobex);
        await Eventually.IsTrueAsync(
            async () => (await _scene.AskAsync("/api/outcomes?route=payments"))["outcomes"]!.AsArray().Count == 5, "everything is recorded");

        var page = await _scene.SignedInAsync();
        var payments = page.GetByRole(AriaRole.Listitem)
            .Filter(new LocatorFilterOptions { Has = page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "payments", Exact = true }) });
        await Assertions.Expect(payments).ToContainTextAsync("globex 2, acme 1, more");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Tenants: payments" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Tenants", Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveTextAsync(["globex200", "acme101"]);
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "acme", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Live", Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2); // One that passed, and one that only named it.
        Assert.Empty(_scene.Complaints);
    }

    private Task SendAsync(string tenant, string id, string secret) => _scene.SendAsync($"/payments/{tenant}", DashboardScene.Event(id), secret);
}
