using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Microsoft.Playwright;

namespace Gateway.Tests.Admin.Dashboard;

/// <summary>From refused webhooks to their release, as a person on call does it in a browser.</summary>
public sealed class ReleaseTests : IAsyncLifetime
{
    private const int Webhooks = 20;

    private DashboardScene _scene = null!;

    public async Task InitializeAsync()
    {
        if (File.Exists(BrowserFactAttribute.Browser))
        {
            _scene = await DashboardScene.StartAsync();
        }
    }

    public async Task DisposeAsync() => await (_scene?.DisposeAsync() ?? ValueTask.CompletedTask);

    [BrowserFact]
    public async Task Genuine_webhooks_that_a_wrong_secret_refused_reach_the_backend_once_and_in_order()
    {
        var sent = Enumerable.Range(1, Webhooks).Select(number => DashboardScene.Event($"pay_{number}")).ToList();
        foreach (var webhook in sent)
        {
            await _scene.SendAsync("/payments", webhook, TestConfiguration.Secret); // which is not the one that the route has
        }

        var page = await _scene.SignedInAsync();
        await _scene.ShowAsync(page, "captures", "Captures");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(Webhooks);
        await page.Locator("tbody a").First.ClickAsync();
        await Assertions.Expect(page.GetByText("It was signed with the secret '2026-11' of the route 'hooks'.")).ToBeVisibleAsync();
        Assert.Empty(_scene.Received);

        await _scene.Gateway.ReloadAsync(root =>
            root["ReverseProxy"]!["Routes"]!["payments"]!["Verification"]!["Signature"]!["Secrets"] = new JsonArray("env:SECRET"));
        await _scene.ShowAsync(page, "captures", "Captures");
        await page.GetByLabel("Route").FillAsync("payments");
        var all = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Release all that verify" });
        await all.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("20 would be released.");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Cancel" }).ClickAsync();
        Assert.Empty(_scene.Received);

        await all.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Release", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("20 released.")).ToBeVisibleAsync();
        Assert.Equal(sent, _scene.Received);

        await all.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("There is nothing to release.");
        Assert.Equal(Webhooks, _scene.Received.Count());
        Assert.Empty(_scene.Complaints);
    }
}
