using System.Text.Json;
using Gateway.Reading;
using Gateway.Tests.Support;
using Microsoft.Playwright;

namespace Gateway.Tests.Admin.Dashboard;

/// <summary>The dashboard as a person sees it, in Debian's Chromium.</summary>
public sealed class DashboardTests : IAsyncLifetime
{
    /// <summary>Every view by its address, with its heading.</summary>
    private static readonly (string View, string Heading)[] Views =
    [
        ("overview", "Overview"), ("feed", "Live"), ("captures", "Captures"), ("deliveries", "Deliveries"), ("clocks", "Clocks"),
        ("configuration", "Configuration"), ("tenants?route=hooks", "Tenants"),
    ];

    private static readonly int[] Widths = [400, 1024, 1600];

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
    public async Task One_signs_in_sees_the_routes_and_signs_out()
    {
        await _scene.TrafficAsync();
        var page = await _scene.OpenAsync();
        await page.GetByLabel("Token").FillAsync("a wrong one");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).And(page.Locator("#sign-in-problem"))).ToHaveTextAsync("This is not a token of this gateway.");

        await page.GetByLabel("Token").FillAsync(DashboardScene.Token);
        await page.Keyboard.PressAsync("Enter");

        var hooks = page.GetByRole(AriaRole.Listitem).Filter(new LocatorFilterOptions { Has = page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "hooks", Exact = true }) });
        await Assertions.Expect(hooks).ToContainTextAsync("13; 84.6 % passed");
        await Assertions.Expect(hooks).ToContainTextAsync("2026-11 used");
        await Assertions.Expect(hooks).ToContainTextAsync("2025-11 not used since the start");
        Assert.StartsWith(
            "Last hour: 11 passed, 2 refused, 0 failed", await hooks.GetByRole(AriaRole.Img).GetAttributeAsync("aria-label"), StringComparison.Ordinal);
        Assert.False(await page.EvaluateAsync<bool>("document.cookie.includes('gateway')")); // no script has it
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Sign in" })).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByLabel("Token")).ToBeVisibleAsync();
        Assert.Empty(_scene.Complaints);
    }

    [BrowserFact]
    public async Task The_feed_shows_what_ends_filters_it_and_shows_a_sender_s_markup_as_text()
    {
        var page = await _scene.SignedInAsync();
        await _scene.ShowAsync(page, "feed", "Live");
        await _scene.TrafficAsync(); // while one looks

        await Assertions.Expect(page.GetByText(DashboardScene.Markup).First).ToBeVisibleAsync();
        Assert.Equal(0, await page.Locator("td img").CountAsync());
        Assert.Equal("Live – Webhook gateway", await page.TitleAsync());
        await page.GetByLabel("Ended").SelectOptionAsync("refused");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(5);
        await page.GetByLabel("Route").FillAsync("payments");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Filter" }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        await page.GetByLabel("Text").FillAsync("nothing has this");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Filter" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Nothing that fits has ended")).ToBeVisibleAsync();
        Assert.Empty(_scene.Complaints);
    }

    [BrowserFact]
    public async Task A_refused_request_s_journey_names_the_mistake_and_its_cure()
    {
        await _scene.TrafficAsync();
        var page = await _scene.SignedInAsync();
        await _scene.ShowAsync(page, "feed/payments", "Live");
        await page.Locator("tbody tr").First.GetByRole(AriaRole.Link).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToContainTextAsync("Request");
        await Assertions.Expect(page.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = "Stages" }).GetByRole(AriaRole.Listitem))
            .ToHaveTextAsync(["Bodypassed", "Signaturestopped", "Replaynot reached", "Eventsnot reached", "Schemanot reached", "Deduplicationnot reached"]);
        await Assertions.Expect(page.Locator("#finding")).ToContainTextAsync("hooks"); // whose secret it is
        await Assertions.Expect(page.Locator("#finding")).ToContainTextAsync("Cure");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Headers as they were sent" })).ToContainTextAsync("X-Signature");
        Assert.Empty(_scene.Complaints);
    }

    [BrowserFact]
    public async Task A_dead_letter_is_replayed_after_one_has_said_yes()
    {
        await _scene.TrafficAsync();
        var page = await _scene.SignedInAsync();
        await _scene.ShowAsync(page, "deliveries", "Deliveries");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Replay all" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Cancel" }).ClickAsync();
        Assert.Equal(1, (await _scene.AskAsync("/api/deliveries?state=dead"))["deliveries"]![0]!["attempts"]!.GetValue<int>());
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Replay all" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Replay" }).ClickAsync();

        await Assertions.Expect(page.GetByText("1 are delivered again.")).ToBeVisibleAsync();
        await Eventually.IsTrueAsync(
            async () => (await _scene.AskAsync("/api/deliveries"))["deliveries"]![0]!["attempts"]!.GetValue<int>() == 2, "it is tried once more");
        Assert.Empty(_scene.Complaints);
    }

    [BrowserFact]
    public async Task It_is_used_with_the_keyboard_alone()
    {
        var page = await _scene.SignedInAsync();

        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Overview" }).WaitForAsync();
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await FocusAsync(page));
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Live", await FocusAsync(page));
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Live", Level = 1 })).ToBeVisibleAsync();
        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Live", Exact = true })).ToHaveAttributeAsync("aria-current", "page");
    }

    [BrowserFact]
    public async Task No_view_is_one_that_people_cannot_use_and_none_shows_a_secret_or_is_wider_than_its_window()
    {
        await _scene.TrafficAsync();
        var folder = ProcessEnvironment.Variable("DASHBOARD_SCREENSHOTS");
        var found = new List<string>();
        var looked = 0;
        foreach (var width in Widths)
        {
            foreach (var isDark in (bool[])[false, true])
            {
                var page = await _scene.SignedInAsync(width, isDark);
                foreach (var (view, heading) in await AllViewsAsync())
                {
                    await _scene.ShowAsync(page, view, heading);
                    if (heading == "Request")
                    {
                        await page.Locator("#finding").WaitForAsync();
                        await page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Headers as they were sent" }).WaitForAsync();
                    }

                    looked++;
                    var place = $"{heading.ToLowerInvariant()}-{width}-{(isDark ? "dark" : "light")}";
                    found.AddRange((await ViolationsAsync(page)).Select(violation => $"{place}: {violation}"));
                    found.AddRange((await SecretsAsync(page)).Select(secret => $"{place}: shows {secret}"));
                    if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
                    {
                        found.Add($"{place}: is wider than its window");
                    }

                    if (folder is not null)
                    {
                        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, place + ".png"), FullPage = true });
                    }
                }

                await page.Context.CloseAsync();
            }
        }

        Assert.Equal(Widths.Length * 2 * (Views.Length + 2), looked);
        Assert.Empty(found);
        Assert.Empty(_scene.Complaints);
    }

    private static Task<string> FocusAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement.textContent");

    /// <summary>With one request and one delivery.</summary>
    private async Task<IEnumerable<(string View, string Heading)>> AllViewsAsync()
    {
        var refused = (await _scene.AskAsync("/api/outcomes?route=payments&limit=1"))["outcomes"]![0]!["requestId"]!.GetValue<string>();
        var dead = (await _scene.AskAsync("/api/deliveries?state=dead"))["deliveries"]![0]!["id"]!.GetValue<string>();
        return [.. Views, ($"request/{refused}", "Request"), ($"delivery/{dead}", "Delivery")];
    }

    /// <summary>What axe finds that is serious; nothing where npm could not install it.</summary>
    private static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        if (!File.Exists(BrowserFactAttribute.Axe))
        {
            return [];
        }

        // By the browser's own tools: the page's policy would not let a script in.
        await page.EvaluateAsync(await File.ReadAllTextAsync(BrowserFactAttribute.Axe));
        var violations = await page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run()).violations.filter(one => one.impact === 'serious' || one.impact === 'critical')"
            + ".map(one => `${one.id}: ${one.nodes.map(node => `${node.target} ${node.failureSummary}`).slice(0, 3).join('; ')}`)");
        return [.. violations.EnumerateArray().Select(violation => violation.GetString()!)];
    }

    private async Task<IEnumerable<string>> SecretsAsync(IPage page)
    {
        var content = await page.ContentAsync();
        return _scene.Secrets.Where(secret => content.Contains(secret, StringComparison.Ordinal));
    }
}
