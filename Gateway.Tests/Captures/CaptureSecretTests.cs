using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Captures;
using Gateway.Storage.Captures;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Captures;

/// <summary>Canaries: each secret, token and credential has a value that nothing else has, and is looked for in all that is kept.</summary>
public sealed class CaptureSecretTests
{
    private const string Body = "canary-body-5b1f";
    private const string Token = "canary-token-93d2";
    private const string Password = "canary-user:canary-password-71aa";
    private const string Cookie = "canary-cookie-0c44";
    private const string Stray = "canary-stray-e6f0";
    private const string InQuery = "canary-query-28bd";

    private static readonly string[] Canaries =
        [Token, Password, "canary-password-71aa", Convert.ToBase64String(Encoding.UTF8.GetBytes(Password)), Cookie, Stray, InQuery];

    public static TheoryData<string, string> Routes => new()
    {
        { "header", """{ "Signature": { "Algorithm": "shared-token", "From": "header:X-Sender", "Secrets": "env:SECRET" } }""" },
        { "query", """{ "Signature": { "Algorithm": "shared-token", "From": "query:sender", "Secrets": "env:SECRET" } }""" },
        { "basic", """{ "Signature": { "Algorithm": "basic", "From": "header:Authorization", "Prefix": "Basic ", "Secrets": "env:SECRET" } }""" },
        { "hmac", $$"""{ {{SignedWebhook.Scheme}}, "Capture": "All" }""" },
        { "jwt", """{ "Signature": { "Algorithm": "jwt", "From": "header:X-Sender", "Jwt": { "Algorithms": "HS256" }, "Secrets": "env:SECRET" } }""" },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task No_credential_is_kept_in_the_clear(string name, string verification)
    {
        await using var scene = await CaptureScene.StartAsync(verification, configuration =>
        {
            configuration.Environment["SECRET"] = name == "basic" ? "user:" + TestConfiguration.Secret : TestConfiguration.Secret;
            configuration.WithSqlite();
            CaptureScene.Stored(configuration);
        });
        await scene.SendAsync(Request());
        await scene.HasAsync(1);
        await scene.StoreAsync();

        var shown = (await scene.OnlyAsync()).ToJsonString();
        var kept = Assert.Single(scene.Gateway.Services.GetRequiredService<CaptureRing>().All());
        var file = await File.ReadAllBytesAsync(scene.Configuration.DatabasePath + "-wal");
        var stored = await scene.Gateway.Services.GetRequiredService<ICaptureStore>().FindAsync(kept.Id, CancellationToken.None);

        Assert.NotNull(stored);
        Each.Is(Canaries.Where(canary => name != "hmac" || canary != Token), canary => // No scheme of that route reads it as a token.
        {
            Assert.DoesNotContain(canary, shown, StringComparison.Ordinal);
            Assert.Equal(-1, kept.Content.Span.IndexOf(Encoding.UTF8.GetBytes(canary)));
            Assert.Equal(-1, file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)));
            Assert.DoesNotContain(((CapturedLog)scene.Configuration.Logger).Lines, line => line.Contains(canary, StringComparison.Ordinal));
        });

        // In memory as it is, in the store encrypted.
        Assert.NotEqual(-1, kept.Content.Span.IndexOf(Encoding.UTF8.GetBytes(Body)));
        Assert.Equal(-1, stored.Content.Span.IndexOf(Encoding.UTF8.GetBytes(Body)));
        Assert.Equal(-1, file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Body)));
    }

    /// <summary>A sender may take the secret itself for the signature, or show it beside.</summary>
    [Theory]
    [InlineData("X-Signature", "{0}")]
    [InlineData("X-Any", "{0}")]
    [InlineData("X-Any", "Bearer {0}")]
    [InlineData("query", "{0}")]
    public async Task A_secret_is_not_kept_wherever_it_stands_and_is_put_back(string place, string form)
    {
        await using var scene = await CaptureScene.StartAsync($$"""{ {{SignedWebhook.Scheme}} }""");
        var value = string.Format(CultureInfo.InvariantCulture, form, TestConfiguration.Secret);
        var request = SignedWebhook.Event("evt_1").Request(place == "query" ? $"/hook?a={value}" : "/hook");
        request.Headers.Remove(SignedWebhook.SignatureHeader);
        request.Headers.Add(SignedWebhook.SignatureHeader, place == SignedWebhook.SignatureHeader ? value : new string('0', 64));
        if (place == "X-Any")
        {
            request.Headers.TryAddWithoutValidation(place, value);
        }

        await scene.SendAsync(request);
        var kept = await scene.OnlyAsync();

        Assert.DoesNotContain(TestConfiguration.Secret, kept.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(kept["hidden"]!.AsArray());
        var reason = (await scene.ReleaseAsync("""{"all":true}"""))["results"]![0]!["reason"]!.ToString();
        Assert.DoesNotContain("is none of the route's secrets", reason, StringComparison.Ordinal); // It is put back.
    }

    [Fact]
    public async Task Of_a_body_with_a_token_nothing_is_kept()
    {
        await using var scene = await CaptureScene.StartAsync(
            """{ "Signature": { "Algorithm": "shared-token", "From": "body:/token", "Secrets": "env:SECRET" } }""");
        await scene.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/hook") { Content = new StringContent($$"""{"token":"{{Token}}"}""") });

        var kept = await scene.OnlyAsync();

        Assert.Equal(("the body may hold a token", ""), (kept["bodyNote"]!.ToString(), kept["body"]!.ToString()));
        Assert.DoesNotContain(Token, kept.ToJsonString(), StringComparison.Ordinal);
    }

    private static HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/hook?sender={Token}&api_key={InQuery}&{InQuery}")
        {
            Content = new StringContent($$"""{"id":"{{Body}}"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Password)));
        request.Headers.Add("Proxy-Authorization", Stray);
        request.Headers.Add("Cookie", Cookie);
        request.Headers.Add("Set-Cookie", Cookie);
        request.Headers.Add("X-Api-Token", Stray);
        request.Headers.Add("X-Sender", Token);
        request.Headers.Add(SignedWebhook.SignatureHeader, new string('0', 64)); // Or its body would not be read.
        request.Headers.Add(SignedWebhook.TimestampHeader, "1700000000");
        return request;
    }
}
