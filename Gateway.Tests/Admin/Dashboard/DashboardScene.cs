using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace Gateway.Tests.Admin.Dashboard;

/// <summary>A gateway as one may find it, with a browser in front of its admin listener.</summary>
internal sealed class DashboardScene : IAsyncDisposable
{
    public const string Token = "dashboard-token-0123456789abcdef";

    /// <summary>Markup that a sender sends: nowhere is it anything but text.</summary>
    public const string Markup = "<img src=x onerror=\"document.title='owned'\">";

    private readonly Upstream _upstream;
    private readonly TestConfiguration _configuration;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _complaints = [];

    private DashboardScene(Upstream upstream, TestConfiguration configuration, TestGateway gateway, IPlaywright playwright, IBrowser browser) =>
        (_upstream, _configuration, Gateway, _playwright, _browser) = (upstream, configuration, gateway, playwright, browser);

    public TestGateway Gateway { get; }

    /// <summary>What the browser's console has complained of, and what scripts have thrown.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>What the backend got, as text, in order.</summary>
    public IEnumerable<string> Received => _upstream.Received.Select(request => Encoding.UTF8.GetString(request.Body));

    /// <summary>The values of all secrets.</summary>
    public IEnumerable<string> Secrets => _configuration.Environment.Values;

    /// <param name="change">What is to be otherwise in the configuration.</param>
    /// <param name="clock">Of the gateway.</param>
    public static async Task<DashboardScene> StartAsync(Action<TestConfiguration>? change = null, TimeProvider? clock = null)
    {
        var upstream = await Upstream.StartAsync();
        upstream.Answer = context =>
        {
            context.Response.StatusCode = context.Request.Path.StartsWithSegments("/ledger", StringComparison.Ordinal) ? StatusCodes.Status410Gone : StatusCodes.Status200OK;
            return Task.CompletedTask;
        };
        var configuration = new TestConfiguration(upstream.Url, Section("""[ { "Id": "2026-11", "Value": "env:SECRET" }, { "Id": "2025-11", "Value": "env:OLD", "NotAfter": "2099-01-01T00:00:00Z" } ]"""));
        configuration.Environment["OLD"] = "whk_old_secret_0123456789abcdef";
        configuration.Environment["PAYMENTS"] = "whk_payments_0123456789abcdef01";
        configuration.Environment["ADMIN"] = Token;
        configuration.Change(root =>
        {
            root["Gateway"]!["Admin"]!["Token"] = "env:ADMIN";
            var routes = root["ReverseProxy"]!["Routes"]!.AsObject();
            routes["hooks"]!["Match"]!["Path"] = "/hooks";
            routes["hooks"]!["Verification"]!["Expect"] = new JsonObject { ["Every"] = "01:00:00" };
            Add(routes, "payments", "/payments", Section("\"env:PAYMENTS\""));
            Add(routes, "ledger", "/ledger", Section("\"env:SECRET\"", """, "Delivery": { "Mode": "Queue" }"""));
            Add(routes, "legacy", "/legacy", """{ "Mode": "None", "Reason": "an old sender that signs nothing" }""");
        });
        change?.Invoke(configuration);
        var gateway = await TestGateway.StartAsync(configuration, clock);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = BrowserFactAttribute.Browser,
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"], // The tests may run as root, in a container.
        });
        return new DashboardScene(upstream, configuration, gateway, playwright, browser);
    }

    /// <summary>What a day brings: most passes, some is refused, a provider signs with another route's secret, and a backend does not take an event.</summary>
    public async Task TrafficAsync()
    {
        await SendAsync("/hooks", $$"""{"id":"{{JsonEncodedText()}}","type":"{{JsonEncodedText()}}"}""", TestConfiguration.Secret);
        for (var i = 0; i < 9; i++)
        {
            await SendAsync("/hooks", Event($"evt_{i}"), TestConfiguration.Secret);
        }

        await SendAsync("/hooks", Event("evt_1"), TestConfiguration.Secret);
        await SendAsync("/hooks", Event("evt_old"), TestConfiguration.Secret, TimeSpan.FromMinutes(-11));
        await SendAsync("/hooks", Event("forged"), "a-forger-s-guess-0123456789");
        for (var i = 0; i < 3; i++)
        {
            await SendAsync("/payments", Event($"pay_{i}"), TestConfiguration.Secret); // the secret of the other route
        }

        await SendAsync("/legacy", Event("old_1"), TestConfiguration.Secret);
        await SendAsync("/ledger", Event("led_1"), TestConfiguration.Secret);
        await Eventually.IsTrueAsync(
            async () => (await AskAsync("/api/deliveries?state=dead"))["deliveries"]!.AsArray().Count == 1
                && (await AskAsync("/api/outcomes?limit=500"))["outcomes"]!.AsArray().Count >= 17,
            "everything is recorded");
    }

    /// <summary>A window of a width, light or dark, whose complaints are collected.</summary>
    public async Task<IPage> OpenAsync(int width = 1024, bool isDark = false)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            TimezoneId = "UTC",
            Locale = "en",
            BypassCSP = false,
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout((float)Eventually.Patience.TotalMilliseconds);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !IsOwnRefusal(message.Text))
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
        await page.GotoAsync(Gateway.AdminUrl.ToString());
        return page;
    }

    public async Task<IPage> SignedInAsync(int width = 1024, bool isDark = false)
    {
        var page = await OpenAsync(width, isDark);
        await page.GetByLabel("Token").FillAsync(Token);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Overview" }).WaitForAsync();
        return page;
    }

    /// <summary>Shows a view by its address, and waits for its heading.</summary>
    public async Task ShowAsync(IPage page, string view, string heading)
    {
        await page.GotoAsync($"{Gateway.AdminUrl}#/{view}");
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = heading, Level = 1 }).WaitForAsync();
    }

    /// <summary>What the API says to who has the token.</summary>
    public async Task<JsonNode> AskAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Gateway.AdminUrl, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        var (status, body) = await Gateway.SendAsync(request);
        Assert.True(status == System.Net.HttpStatusCode.OK, $"{path}: {status} {body}");
        return JsonNode.Parse(body)!;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await Gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    /// <summary>The browser tells of every answer that is an error; that one asks before signing in is none.</summary>
    private static bool IsOwnRefusal(string text) => text.Contains("status of 401", StringComparison.Ordinal);

    private static string Section(string secrets, string more = "") => $$"""
        {
          "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Content": "{timestamp}.{body}", "Secrets": {{secrets}} },
          "Replay": { "Timestamp": "header:X-Timestamp" }, "Events": { "Type": "body:/type" }, "Deduplication": { "Key": "body:/id" }{{more}}
        }
        """;

    private static void Add(JsonObject routes, string name, string path, string verification) => routes[name] = new JsonObject
    {
        ["ClusterId"] = "backend",
        ["Match"] = new JsonObject { ["Path"] = path, ["Methods"] = new JsonArray("POST") },
        ["Verification"] = JsonNode.Parse(verification),
    };

    public static string Event(string id) => $$$"""{"id":"{{{id}}}","type":"invoice.paid","data":{"amount":100}}""";

    private static string JsonEncodedText() => Markup.Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>Signs a webhook with a secret, and sends it.</summary>
    public async Task SendAsync(string path, string body, string secret, TimeSpan age = default)
    {
        var timestamp = (Gateway.Clock.GetUtcNow() + age).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Timestamp", timestamp);
        request.Headers.Add("X-Signature", Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{body}"))));
        await Gateway.SendAsync(request);
    }
}
