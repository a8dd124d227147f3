using System.Net;
using Gateway.Outcomes;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.EndToEnd;

/// <summary>One event, one delivery: with each store, whatever the backend does.</summary>
public sealed class DeliveryOnceTests : IAsyncLifetime
{
    private const string Verification = $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id", "Lease": "00:00:30" } }""";

    private Upstream _upstream = null!;
    private IAsyncDisposable? _redis;

    public async Task InitializeAsync() => _upstream = await Upstream.StartAsync();

    public async Task DisposeAsync()
    {
        await _upstream.DisposeAsync();
        await (_redis?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    [InlineData("redis")]
    [InlineData("redis cluster")]
    public async Task Of_200_concurrent_copies_one_reaches_the_backend_and_the_others_are_refused_meanwhile(string store)
    {
        await using var gateway = await StartAsync(store);
        var webhook = SignedWebhook.Event("evt_1");
        await ConcurrentCopies.AreDeliveredOnceAsync(_upstream, async _ =>
        {
            using var request = webhook.Request();
            return await gateway.SendAsync(request);
        });

        await gateway.CountsAsync(Outcome.DuplicateInFlight.Code, 199);
    }

    [Theory]
    [InlineData("memory", "500")]
    [InlineData("memory", "404")]
    [InlineData("memory", "302")]
    [InlineData("memory", "drop")]
    [InlineData("memory", "drop while answering")]
    [InlineData("sqlite", "500")]
    [InlineData("sqlite", "drop")]
    [InlineData("redis", "500")]
    [InlineData("redis", "404")]
    [InlineData("redis", "302")]
    [InlineData("redis", "drop")]
    [InlineData("redis", "drop while answering")]
    public async Task After_a_failure_of_the_backend_the_next_copy_is_forwarded(string store, string failure)
    {
        await using var gateway = await StartAsync(store);
        var webhook = SignedWebhook.Event("evt_1");
        _upstream.Answer = context => FailAsync(context, failure);
        using (var first = webhook.Request())
        {
            using var answer = await TrySendAsync(gateway, first);
            Assert.NotEqual(HttpStatusCode.OK, answer?.StatusCode);
        }

        _upstream.Answer = context => context.Response.WriteAsync("ok");
        using var second = webhook.Request();
        Assert.Equal((HttpStatusCode.OK, "ok"), await gateway.SendAsync(second));
        using var third = webhook.Request();
        Assert.Equal((HttpStatusCode.OK, """{"status":"already_processed"}"""), await gateway.SendAsync(third));
        Assert.Equal(2, _upstream.Received.Count);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(204)]
    public async Task An_answer_without_a_body_completes_the_delivery(int status)
    {
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, Verification));
        _upstream.Answer = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        var webhook = SignedWebhook.Event("evt_1");
        using var first = webhook.Request();
        Assert.Equal(((HttpStatusCode)status, ""), await gateway.SendAsync(first));

        using var second = webhook.Request();
        Assert.Equal((HttpStatusCode.OK, """{"status":"already_processed"}"""), await gateway.SendAsync(second));
        Assert.Single(_upstream.Received);
    }

    [Fact]
    public async Task A_failure_that_the_route_answers_with_200_is_still_a_failure()
    {
        const string answers200 = $$"""
            { {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" }, "Responses": { "backend_unreachable": { "StatusCode": 200 } } }
            """;
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, answers200));
        _upstream.Answer = context => FailAsync(context, "drop");
        var webhook = SignedWebhook.Event("evt_1");
        using var first = webhook.Request();
        Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(first)).Status);

        _upstream.Answer = context => context.Response.WriteAsync("ok");
        using var second = webhook.Request();
        Assert.Equal((HttpStatusCode.OK, "ok"), await gateway.SendAsync(second));
    }

    [Fact]
    public async Task A_failed_attempt_at_every_time_of_ImgGo_s_retries_lets_the_next_through()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2023, 11, 14, 22, 13, 20, TimeSpan.Zero));
        var vector = ProviderVector.Load("imggo");
        var configuration = new TestConfiguration(
            _upstream.Url, """{ "Provider": "imggo", "Signature": { "Secrets": [ "env:SECRET" ] } }""");
        await using var gateway = await TestGateway.StartAsync(configuration, clock);
        _upstream.Answer = context => FailAsync(context, "500");
        foreach (var seconds in (int[])[0, 30, 120, 600, 1800, 3600]) // documented as the waits between attempts
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
            Assert.Equal(HttpStatusCode.InternalServerError, await SendVectorAsync(gateway, vector));
        }

        _upstream.Answer = context => context.Response.WriteAsync("ok");
        Assert.Equal(HttpStatusCode.OK, await SendVectorAsync(gateway, vector));
        Assert.Equal(7, _upstream.Received.Count);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    [InlineData("redis")]
    public async Task A_backend_that_exceeds_the_lease_is_given_up_and_the_next_copy_is_forwarded(string store)
    {
        var clock = TestClock.New();
        await using var gateway = await StartAsync(store, clock);
        var entered = new TaskCompletionSource();
        _upstream.Answer = context =>
        {
            entered.TrySetResult();
            return Hanging.UntilAbortedAsync(context);
        };
        var sent = gateway.SendAsync(SignedWebhook.Event("evt_1", clock).Request());
        await entered.Task;
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.GatewayTimeout, (await sent).Status);

        _upstream.Answer = context => context.Response.WriteAsync("ok");
        using var second = SignedWebhook.Event("evt_1", clock).Request();
        Assert.Equal((HttpStatusCode.OK, "ok"), await gateway.SendAsync(second));
        using var third = SignedWebhook.Event("evt_1", clock).Request();
        Assert.Equal((HttpStatusCode.OK, """{"status":"already_processed"}"""), await gateway.SendAsync(third));
        Assert.Equal(2, _upstream.Received.Count);
    }

    [Fact]
    public async Task A_provider_that_hangs_up_does_not_undo_what_the_backend_did()
    {
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, Verification));
        var entered = new TaskCompletionSource();
        var leave = new TaskCompletionSource();
        _upstream.Answer = async context =>
        {
            entered.TrySetResult();
            await leave.Task;
            Assert.False(context.RequestAborted.IsCancellationRequested);
            await context.Response.WriteAsync("ok");
        };
        var webhook = SignedWebhook.Event("evt_1");
        await using (var connection = await RawConnection.OpenAsync(gateway.Url))
        {
            await connection.SendAsync(webhook.Raw());
            await entered.Task;
            connection.Abort();
        }

        leave.SetResult();
        await gateway.CountsAsync(Outcome.Forwarded.Code, 1);
        using var retry = webhook.Request();
        Assert.Equal("""{"status":"already_processed"}""", (await gateway.SendAsync(retry)).Body);
        Assert.Single(_upstream.Received);
    }

    private static async Task<HttpStatusCode> SendVectorAsync(TestGateway gateway, ProviderVector vector)
    {
        await using var connection = await RawConnection.OpenAsync(gateway.Url);
        await connection.SendAsync(vector.Raw(vector.Headers, vector.Body));
        return (HttpStatusCode)(await connection.ReadAsync()).Status;
    }

    private static async Task<HttpResponseMessage?> TrySendAsync(TestGateway gateway, HttpRequestMessage request)
    {
        try
        {
            return await gateway.Client.SendAsync(request);
        }
        catch (HttpRequestException)
        {
            return null; // the answer broke off
        }
    }

    private static async Task FailAsync(HttpContext context, string failure)
    {
        switch (failure)
        {
            case "drop":
                context.Abort();
                break;
            case "drop while answering":
                context.Response.StatusCode = 500;
                context.Response.ContentLength = 100;
                await context.Response.WriteAsync("part of it");
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            default:
                context.Response.StatusCode = int.Parse(failure, System.Globalization.CultureInfo.InvariantCulture);
                break;
        }
    }

    private async Task<TestGateway> StartAsync(string store, TimeProvider? clock = null)
    {
        var configuration = new TestConfiguration(_upstream.Url, Verification);
        if (store == "redis")
        {
            var redis = await RedisServer.StartAsync();
            _redis = redis;
            configuration.WithRedis(redis.Configuration);
        }
        else if (store == "sqlite")
        {
            configuration.WithSqlite();
        }
        else if (store == "redis cluster")
        {
            var cluster = await RedisCluster.StartAsync();
            _redis = cluster;
            configuration.WithRedis(cluster.Configuration);
        }

        return await TestGateway.StartAsync(configuration, clock);
    }
}
