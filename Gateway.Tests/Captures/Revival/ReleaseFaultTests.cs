using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Captures;
using Gateway.Captures.Revival;
using Gateway.Delivery.Stored;
using Gateway.Storage;
using Gateway.Storage.Captures;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Captures.Revival;

/// <summary>Whoever else is at it, and whatever the store does in between: each request reaches the backend once, and in order.</summary>
public sealed class ReleaseFaultTests
{
    private const int Webhooks = 12;
    private const string Deduplicating = $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" } }""";
    private const string Plain = $$"""{ {{SignedWebhook.Scheme}} }""";
    private const string All = """{"all":true}""";

    [Theory]
    [InlineData("ring")]
    [InlineData("Memory")]
    [InlineData("Sqlite")]
    public async Task Of_several_who_release_at_once_none_sends_what_another_has(string store)
    {
        await using var scene = await RefusedAsync(store, Webhooks);

        // Whoever meets a request that another is at stops there, and asks again.
        await Eventually.IsTrueAsync(
            async () =>
            {
                await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => scene.ReleaseAsync(All)));
                return scene.Upstream.Received.Count >= Webhooks;
            },
            "all are released");
        await scene.ReleaseAsync(All);

        Assert.Equal(
            Enumerable.Range(1, Webhooks).Select(number => string.Create(CultureInfo.InvariantCulture, $"evt_{number}")),
            scene.Upstream.Received.Select(received => JsonNode.Parse(received.Body)!["id"]!.ToString()));
    }

    [Fact]
    public async Task A_store_that_is_away_before_nothing_is_sent_leaves_the_request_as_it_is()
    {
        await using var scene = await RefusedAsync("Memory", 1);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Release(scene, mark => mark == 1));

        Assert.Empty(scene.Upstream.Received);
        Assert.Equal(["signature_invalid released forwarded 200"], await scene.ResultsAsync(All));
    }

    /// <summary>It may be released again then; what makes that harmless is deduplication.</summary>
    [Theory]
    [InlineData(Plain, "released forwarded", 2)]
    [InlineData(Deduplicating, "released duplicate", 1)]
    public async Task A_store_that_is_away_behind_it_has_it_broken_off_until_its_time_is_over(string verification, string result, int received)
    {
        var clock = TestClock.New();
        await using var scene = await RefusedAsync("Memory", 1, verification, clock);

        var page = await Release(scene, mark => mark == 2, clock);

        var one = Assert.Single(page.Results);
        Assert.Equal(RevivalVerdict.Released, one.Result!.Verdict);
        Assert.Equal("(the store was not told: it counts as broken off)", one.Result.Reason);
        Assert.Equal(["signature_invalid skipped  0"], await scene.ResultsAsync(All));
        clock.Advance(CaptureRelease.Hold + TimeSpan.FromSeconds(1));
        Assert.Equal([$"signature_invalid {result} 200"], await scene.ResultsAsync(All));
        Assert.Equal(received, scene.Upstream.Received.Count);
    }

    [Theory]
    [InlineData("Memory")]
    [InlineData("Sqlite")]
    public async Task What_was_released_and_dropped_by_the_store_is_not_released_again(string store)
    {
        await using var scene = await RefusedAsync(store, 1);
        Assert.Equal(["signature_invalid released forwarded 200"], await scene.ResultsAsync(All));
        var id = Guid.Parse((await scene.ListAsync())[0]!["id"]!.ToString());

        Assert.True(await scene.Gateway.Services.GetRequiredService<ICaptureStore>().RemoveAsync(id, CancellationToken.None));

        Assert.Empty(await scene.ResultsAsync(All));
        Assert.Single(scene.Upstream.Received);
    }

    /// <summary>Refused for a wrong secret, stored, and the secret mended.</summary>
    private static async Task<CaptureScene> RefusedAsync(string store, int webhooks, string verification = Plain, FakeTimeProvider? clock = null)
    {
        var scene = await CaptureScene.StartAsync(
            verification,
            configuration =>
            {
                configuration.Environment["SECRET"] = "whk_quite_another_secret_0123456789";
                if (store == "Sqlite")
                {
                    configuration.WithSqlite();
                }

                if (store != "ring")
                {
                    CaptureScene.Stored(configuration);
                }
            },
            clock);
        for (var number = 1; number <= webhooks; number++)
        {
            await scene.SendAsync(SignedWebhook.Event(string.Create(CultureInfo.InvariantCulture, $"evt_{number}"), clock).Request());
            clock?.Advance(TimeSpan.FromMilliseconds(1));
        }

        await scene.HasAsync(webhooks);
        if (store != "ring")
        {
            await scene.StoreAsync();
        }

        await scene.MendAsync();
        return scene;
    }

    /// <summary>Releases all over a store that fails at some marks.</summary>
    private static Task<ReleasePage> Release(CaptureScene scene, Func<int, bool> fails, TimeProvider? clock = null)
    {
        var services = scene.Gateway.Services;
        var archive = new CaptureArchive(
            services.GetRequiredService<CaptureSettings>(), services.GetRequiredService<CaptureRing>(),
            new FaultyCaptureStore(services.GetRequiredService<ICaptureStore>(), fails), services.GetRequiredService<ContentCipher>());
        var release = new CaptureRelease(
            archive, services.GetRequiredService<Reviver>(), clock ?? TimeProvider.System, NullLogger<CaptureRelease>.Instance);
        return release.ReleaseAsync(new CaptureFilter(), after: null, new ReleaseChoice(DryRun: false, DropsHidden: false), CancellationToken.None);
    }
}
