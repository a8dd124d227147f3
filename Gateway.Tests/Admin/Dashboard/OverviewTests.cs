using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Alarms;
using Gateway.Tests.Alarms;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;

namespace Gateway.Tests.Admin.Dashboard;

/// <summary>The first page: what needs a look, and where one goes from there.</summary>
public sealed partial class OverviewTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = TestClock.New();
    private DashboardScene _scene = null!;
    private Upstream _receiver = null!;

    public async Task InitializeAsync()
    {
        if (File.Exists(BrowserFactAttribute.Browser))
        {
            _receiver = await Upstream.StartAsync();
            _scene = await DashboardScene.StartAsync(
                configuration =>
                {
                    configuration.Environment["ALARM_SECRET"] = AlarmScene.Secret;
                    configuration.Environment["ALARM_URL"] = _receiver.Url;
                    configuration.Change(root =>
                    {
                        root["Gateway"]!["Alarms"] = new JsonArray(new JsonObject { ["Url"] = "env:ALARM_URL", ["Secret"] = "env:ALARM_SECRET" });
                        var routes = root["ReverseProxy"]!["Routes"]!;
                        routes["payments"]!["Verification"]!["Expect"] = new JsonObject { ["Every"] = "00:01:00" };
                        routes["hooks"]!["Verification"]!["Mode"] = new JsonObject { ["Default"] = "Enforce", ["Replay"] = "Monitor" };
                    });
                },
                _clock);
        }
    }

    public async Task DisposeAsync()
    {
        await (_scene?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_receiver?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [BrowserFact]
    public async Task What_needs_a_look_stands_at_its_route_and_above_all()
    {
        await _scene.SendAsync("/hooks", DashboardScene.Event("evt_1"), TestConfiguration.Secret);
        await _scene.Gateway.ReloadAsync(root => root["Gateway"]!["Nonsense"] = 1);
        await Eventually.IsTrueAsync(
            async () =>
            {
                _clock.Advance(AlarmWatch.Interval);
                var list = await _scene.AskAsync("/api/routes");
                return Kinds(list["alarms"]!).Contains("reload_refused") && list["routes"]!.AsArray().Any(route => Kinds(route!["alarms"]!).Contains("silence"));
            },
            "both are told");

        var page = await _scene.SignedInAsync();

        var above = page.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = "What needs a look" });
        await Assertions.Expect(above).ToContainTextAsync("the file is not in force");
        await Assertions.Expect(above).ToContainTextAsync("reload_refused since");
        var payments = Card(page, "payments");
        await Assertions.Expect(payments).ToContainTextAsync("silent since");
        await Assertions.Expect(payments).ToContainTextAsync("expected every 60 s");
        await Assertions.Expect(payments).ToContainTextAsync("silence since");
        var hooks = Card(page, "hooks");
        await Assertions.Expect(hooks).ToContainTextAsync("Replay in monitor");
        await Assertions.Expect(hooks).ToContainTextAsync("none; expected every 60 min");
        await Assertions.Expect(hooks).ToContainTextAsync("2026-11 used");
        await Assertions.Expect(hooks).ToContainTextAsync("ends in 73 years");
        await Assertions.Expect(Card(page, "ledger")).Not.ToContainTextAsync("Silence");
        Assert.Empty(_scene.Complaints);
    }

    [BrowserFact]
    public async Task Each_card_leads_to_the_route_s_own_and_an_address_can_be_sent_with_its_filter()
    {
        for (var i = 0; i < 2; i++)
        {
            await _scene.SendAsync("/payments", DashboardScene.Event($"pay_{i}"), TestConfiguration.Secret);
        }

        await _scene.SendAsync("/hooks", DashboardScene.Event("forged"), "a-forger-s-guess-0123456789");
        var page = await _scene.SignedInAsync();
        await Card(page, "payments").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Captures" }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(page).ToHaveURLAsync(OfCaptures());

        await page.GetByLabel("Outcome").FillAsync("body_invalid");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Filter" }).ClickAsync();
        await Assertions.Expect(page.GetByText("No request that fits is kept.")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByText("No request that fits is kept.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Route")).ToHaveValueAsync("payments");

        await _scene.ShowAsync(page, "overview", "Overview");
        await Card(page, "payments").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "signature_invalid" }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByLabel("Outcome")).ToHaveValueAsync("signature_invalid");
        await _scene.ShowAsync(page, "overview", "Overview");
        await Card(page, "ledger").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Deliveries" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("State")).ToHaveValueAsync("");
        await Assertions.Expect(page.GetByLabel("Route")).ToHaveValueAsync("ledger");
        await _scene.ShowAsync(page, "overview", "Overview");
        await Card(page, "ledger").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Configuration" }).ClickAsync();
        await Assertions.Expect(page.Locator("select[name=route]")).ToHaveValueAsync("ledger");
        Assert.Empty(_scene.Complaints);
    }

    [BrowserFact]
    public async Task A_card_tells_how_the_route_s_destinations_stand()
    {
        await using var scene = await DashboardScene.StartAsync(configuration => configuration.Change(root =>
            root["ReverseProxy"]!["Routes"]!["ledger"]!["Verification"]!["Delivery"] = JsonNode.Parse("""
                { "Mode": "Queue", "To": [ "backend", { "Nats": { "Url": "nats://127.0.0.1:1", "Subject": "hooks" } } ], "Breaker": { "Failures": 1 } }
                """)));
        await scene.SendAsync("/ledger", DashboardScene.Event("evt_1"), TestConfiguration.Secret);

        var page = await scene.SignedInAsync();

        var ledger = Card(page, "ledger");
        await Assertions.Expect(ledger).ToContainTextAsync("nats Nats at nats://127.0.0.1:1 away paused");
        await Assertions.Expect(ledger).ToContainTextAsync("unreachable: ");
        await Assertions.Expect(ledger).ToContainTextAsync("final 410");
        Assert.Empty(scene.Complaints);
    }

    private static ILocator Card(IPage page, string route) => page.GetByRole(AriaRole.Listitem)
        .Filter(new LocatorFilterOptions { Has = page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = route, Exact = true }) });

    private static IEnumerable<string> Kinds(JsonNode alarms) => alarms.AsArray().Select(alarm => alarm!["kind"]!.GetValue<string>());

    [GeneratedRegex("#/captures\\?route=payments$", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex OfCaptures();
}
