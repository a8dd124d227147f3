using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Admin.Access;

/// <summary>However a path is written, nobody gets behind the guard.</summary>
public sealed class AdminPathTests
{
    private static readonly Func<string, string>[] Spellings =
    [
        path => path,
        path => path.ToUpperInvariant(),
        path => path + "/",
        path => "/" + path,
        path => path.Replace("/api/", "//api//", StringComparison.Ordinal),
        path => path.Replace("/api/", "/%61pi/", StringComparison.Ordinal),
        path => path.Replace("/api/", "/api%2F", StringComparison.Ordinal),
        path => path.Replace("/api/", "/api/./", StringComparison.Ordinal),
        path => path.Replace("/api/", "/dashboard/../api/", StringComparison.Ordinal),
        path => path.Replace("/api/", "/dashboard/%2e%2e/api/", StringComparison.Ordinal),
        path => path.Replace("/api/", "/api;x=1/", StringComparison.Ordinal),
        path => path.Replace("/api/", "/api\\", StringComparison.Ordinal),
        path => path + "?access=act",
        path => path + "%00",
        path => "/dashboard/style.css/.." + path,
    ];

    /// <summary>Nobody without a token, and with a wrong one nobody either.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("wrong-token-0123456789abcdef01234")]
    public async Task No_spelling_of_a_path_leads_past_the_token(string? token)
    {
        await using var scene = await AdminScene.StartAsync(TestClock.New());
        await EachIsRefusedAsync(scene.Gateway, request =>
        {
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            request.Headers.TryAddWithoutValidation("X-Original-URL", "/healthz");
            request.Headers.TryAddWithoutValidation("X-HTTP-Method-Override", "GET");
        });
    }

    /// <summary>Without any token everybody who reaches the listener may do everything, and pages of others reach it through a browser.</summary>
    [Theory]
    [InlineData("Origin", "https://attacker.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Host", "attacker.example")]
    public async Task No_spelling_of_a_path_lets_another_site_in_where_no_token_is_asked_for(string name, string value)
    {
        var configuration = new TestConfiguration("http://127.0.0.1:1/", $$"""{ {{SignedWebhook.Scheme}} }""");
        await using var gateway = await TestGateway.StartAsync(configuration);
        await EachIsRefusedAsync(gateway, request => request.Headers.TryAddWithoutValidation(name, value));
    }

    private static async Task EachIsRefusedAsync(TestGateway gateway, Action<HttpRequestMessage> prepare)
    {
        var through = new List<string>();
        var asked = 0;
        foreach (var (method, path) in Documented())
        {
            foreach (var spelling in Spellings)
            {
                var written = spelling(path);
                var uri = new Uri(
                    gateway.AdminUrl.GetLeftPart(UriPartial.Authority) + written,
                    new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
                using var request = new HttpRequestMessage(new HttpMethod(method), uri);
                if (method == "POST")
                {
                    request.Content = new StringContent("""{"all":true}""", Encoding.UTF8, "application/json");
                }

                prepare(request);
                using var answer = await gateway.Client.SendAsync(request);
                asked++;
                if (answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound
                    or HttpStatusCode.MisdirectedRequest or HttpStatusCode.TooManyRequests)
                    && !(answer.StatusCode == HttpStatusCode.BadRequest && (await answer.Content.ReadAsStringAsync()).Length == 0)) // Kestrel's own.
                {
                    through.Add($"{method} {written}: {(int)answer.StatusCode}");
                }
            }
        }

        Assert.Empty(through);
        Assert.InRange(asked, 200, int.MaxValue);
    }

    /// <summary>All of the API that not everybody may, by the table of the page.</summary>
    private static IEnumerable<(string Method, string Path)> Documented() =>
        File.ReadLines(Repository.PathOf("docs", "dashboard.md"))
            .SkipWhile(line => line != "## What each request needs")
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|'))
            .Where(cells => cells[2].Trim() != "None" && cells[1].Contains("/api/", StringComparison.Ordinal))
            .Select(cells => cells[1].Trim(' ', '`').Replace("{id:guid}", Guid.Empty.ToString(), StringComparison.Ordinal)
                .Replace("{requestId}", "none", StringComparison.Ordinal).Split(' '))
            .Select(words => (words[0], words[1]));
}
