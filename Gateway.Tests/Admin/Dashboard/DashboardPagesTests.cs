using System.Net;
using System.Text.RegularExpressions;
using Gateway.Tests.Admin.Access;
using Gateway.Tests.Support;

namespace Gateway.Tests.Admin.Dashboard;

public sealed partial class DashboardPagesTests
{
    private static readonly string Folder = Repository.PathOf("Gateway", "Admin", "Dashboard", "Pages");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder).Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Everybody_gets_every_file_as_it_is_and_of_its_type(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        await using var scene = await AdminScene.StartAsync();

        using var answer = await scene.AskAsync("GET", file == "index.html" ? "/" : $"/dashboard/{file}", token: null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Folder, file)), await answer.Content.ReadAsStringAsync());
        Assert.Equal(
            Path.GetExtension(file) switch { ".html" => "text/html", ".css" => "text/css", ".js" => "text/javascript", _ => "image/svg+xml" },
            answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dashboard/app.ts")]
    [InlineData("/dashboard/")]
    [InlineData("/dashboard/..%2Fgateway.schema.json")]
    [InlineData("/dashboard/gateway.schema.json")]
    [InlineData("/dashboard/%2e%2e%2fProviders%2fstripe.json")]
    [InlineData("/index.html")]
    public async Task There_is_nothing_else(string path)
    {
        await using var scene = await AdminScene.StartAsync();

        using var answer = await scene.AskAsync("GET", path, token: null);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Nothing_is_read_as_markup_and_nothing_comes_from_elsewhere(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, file));

        Assert.DoesNotMatch(Markup(), text);
        Assert.Empty(Addresses().Matches(text).Select(match => match.Value).Except(["http://www.w3.org/2000/svg"]));
        Assert.DoesNotMatch(InlineHandler(), text);
    }

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|srcdoc|DOMParser|createContextualFragment", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Markup();

    [GeneratedRegex(@"https?://[^'"" <]+", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Addresses();

    [GeneratedRegex(@"<[a-z]+[^>]* (on[a-z]+|style)=|<style|<script(?![^>]* src=)|javascript:", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex InlineHandler();
}
