using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Captures;
using Gateway.Tests.Captures;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Cli;

/// <summary><c>gateway captures</c>: from refused webhooks to their release, by the command line alone.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class CapturesCommandTests : IAsyncLifetime
{
    private const string Hmac = $$"""{ {{SignedWebhook.Scheme}} }""";
    private const string Wrong = "whk_quite_another_secret_0123456789";

    private readonly CommandLine _commandLine = new();
    private RedisServer? _redis;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _commandLine.Dispose();
        await (_redis?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Theory]
    [InlineData("ring")]
    [InlineData("Memory")]
    [InlineData("Sqlite")]
    [InlineData("Redis")]
    public async Task Twenty_genuine_webhooks_refused_by_a_wrong_secret_are_released_in_order_when_it_is_mended(string store)
    {
        await using var scene = await StartAsync(store);
        var sent = Enumerable.Range(1, 20).Select(number => SignedWebhook.Event($"evt_{number}")).ToList();
        foreach (var webhook in sent)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await scene.SendAsync(webhook.Request()));
        }

        await scene.HasAsync(20);
        if (store != "ring")
        {
            await scene.StoreAsync();
        }

        Assert.Equal(0, await RunAsync(scene, "list"));
        Assert.Equal(20, Count("signature_invalid"));
        Assert.Equal(1, await RunAsync(scene, "release", "--route", "hooks"));
        Assert.EndsWith("20 refused.\n", _commandLine.Output, StringComparison.Ordinal);
        scene.Configuration.Environment["RIGHT"] = TestConfiguration.Secret;
        await scene.Gateway.ReloadAsync(root =>
            root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Signature"]!["Secrets"] = new JsonArray("env:RIGHT"));
        Assert.Equal(0, await RunAsync(scene, "release", "--route", "hooks", "--dry-run"));
        Assert.EndsWith("20 would release. Nothing was changed.\n", _commandLine.Output, StringComparison.Ordinal);
        Assert.Empty(scene.Upstream.Received);

        Assert.Equal(0, await RunAsync(scene, "release", "--route", "hooks", "--outcome", "signature_invalid"));

        Assert.EndsWith("20 released.\n", _commandLine.Output, StringComparison.Ordinal);
        Assert.Equal(sent.Select(webhook => Encoding.UTF8.GetString(webhook.Body)), scene.Upstream.Received.Select(received => Encoding.UTF8.GetString(received.Body)));
        Assert.Equal(0, await RunAsync(scene, "release", "--all"));
        Assert.EndsWith("There is nothing to release.\n", _commandLine.Output, StringComparison.Ordinal);
        Assert.Equal(20, scene.Upstream.Received.Count);
        HasNoSecret(scene, Wrong, TestConfiguration.Secret);
    }

    [Fact]
    public async Task Two_replicas_that_release_at_once_pass_each_on_once()
    {
        await using var one = await StartAsync("Redis");
        var two = new TestConfiguration(one.Upstream.Url, Hmac).WithRedis(one.Configuration.Environment["REDIS"]);
        two.Environment["SECRET"] = TestConfiguration.Secret;
        CaptureScene.Stored(two);
        await using var other = await TestGateway.StartAsync(two);
        for (var number = 1; number <= 20; number++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await one.SendAsync(SignedWebhook.Event($"evt_{number}").Request()));
        }

        await one.HasAsync(20);
        await one.StoreAsync();
        one.Configuration.Environment["RIGHT"] = TestConfiguration.Secret;
        await one.Gateway.ReloadAsync(root =>
            root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Signature"]!["Secrets"] = new JsonArray("env:RIGHT"));
        var all = Encoding.UTF8.GetBytes("""{"all":true}""");

        // Whoever meets a request that the other is at stops: as often as that, it is asked again.
        await Task.WhenAll(
            ReleaseAllAsync(new AdminApi(one.Gateway), all),
            ReleaseAllAsync(new AdminApi(other), all));

        Assert.Equal(20, one.Upstream.Received.Count);
        Assert.Equal(
            Enumerable.Range(1, 20).Select(number => $"evt_{number}"),
            one.Upstream.Received.Select(received => JsonNode.Parse(received.Body)!["id"]!.ToString()));
    }

    [Fact]
    public async Task Lines_fit_80_columns_and_no_identifier_is_cut()
    {
        await using var scene = await StartAsync("ring");
        await scene.SendAsync(SignedWebhook.Event("evt_1").Request());
        await scene.HasAsync(1);
        var id = (await scene.ListAsync())[0]!["id"]!.ToString();

        Assert.Equal(0, await RunAsync(scene, "list", "--newest"));

        Assert.Contains(id, _commandLine.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(_commandLine.Output.Split('\n'), line => line.Length > 80);
        Assert.Equal(0, await RunAsync(scene, "list", "--json"));
        Assert.Contains($"\"id\":\"{id}\"", _commandLine.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("release")]
    [InlineData("release --all 00000000-0000-0000-0000-000000000000")]
    [InlineData("release --route hooks --from never")]
    [InlineData("list --from never")]
    public async Task A_command_line_that_does_not_say_which_ends_with_2(string arguments)
    {
        await using var scene = await StartAsync("ring");

        Assert.Equal(2, await RunAsync(scene, arguments.Split(' ')));
    }

    [Fact]
    public async Task What_is_not_kept_ends_with_1()
    {
        await using var scene = await StartAsync("ring");

        Assert.Equal(1, await RunAsync(scene, "release", "00000000-0000-0000-0000-000000000000"));
    }

    private static async Task ReleaseAllAsync(AdminApi api, byte[] choice)
    {
        await Eventually.IsTrueAsync(
            async () =>
            {
                var (status, text) = await api.PostAsync("/api/captures/release", choice, "application/json");
                Assert.Equal(HttpStatusCode.OK, status);
                var answer = JsonNode.Parse(text)!;
                return (bool)answer["isEnd"]! && answer["stopped"]!.ToString().Length == 0;
            },
            "nothing is left");
    }

    private void HasNoSecret(CaptureScene scene, params string[] secrets)
    {
        var kept = scene.Gateway.Services.GetRequiredService<CaptureRing>().All();
        Assert.NotEmpty(kept);
        Each.Is(secrets, secret =>
        {
            Assert.DoesNotContain(secret, _commandLine.Output + _commandLine.Error, StringComparison.Ordinal);
            Assert.DoesNotContain(((CapturedLog)scene.Configuration.Logger).Lines, line => line.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(kept, record => record.Content.Span.IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0);
        });
    }

    private async Task<CaptureScene> StartAsync(string store)
    {
        _redis = store == "Redis" ? await RedisServer.StartAsync() : null;
        return await CaptureScene.StartAsync(Hmac, configuration =>
        {
            configuration.Environment["SECRET"] = Wrong;
            if (store == "Sqlite")
            {
                configuration.WithSqlite();
            }

            if (_redis is { } redis)
            {
                configuration.WithRedis(redis.Configuration);
            }

            if (store != "ring")
            {
                CaptureScene.Stored(configuration);
            }
        });
    }

    private int Count(string word) => _commandLine.Output.Split('\n').Count(line => line.Contains(word, StringComparison.Ordinal));

    private Task<int> RunAsync(CaptureScene scene, params string[] arguments)
    {
        _commandLine.Environment["Gateway__Admin__Url"] = scene.Gateway.AdminUrl.ToString();
        return _commandLine.RunAsync(["captures", .. arguments, "--config", scene.Configuration.Path]);
    }
}
