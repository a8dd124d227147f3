using System.Net;
using Gateway.Outcomes;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.EndToEnd;

/// <summary>What ends an attempt at the backend, with a claim and without one.</summary>
public sealed class ForwardingAttemptTests : IAsyncLifetime
{
    private const string Open = """{ "Mode": "None", "Reason": "a test" }""";
    private const string Signed = $$"""{ {{SignedWebhook.Scheme}} }""";
    private const string Claimed = $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" } }""";

    private Upstream _upstream = null!;

    public async Task InitializeAsync() => _upstream = await Upstream.StartAsync();

    public async Task DisposeAsync() => await _upstream.DisposeAsync();

    [Theory]
    [InlineData(Open)]
    [InlineData(Signed)]
    [InlineData(Claimed)]
    public async Task A_provider_that_hangs_up_is_not_the_backend_s_fault(string verification)
    {
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, verification));
        using var requests = new RequestAborts(gateway.Services);
        var entered = new TaskCompletionSource();
        var leave = new TaskCompletionSource();
        _upstream.Answer = async context =>
        {
            entered.TrySetResult();
            await leave.Task;
            await context.Response.WriteAsync("ok", context.RequestAborted);
        };
        await using (var connection = await RawConnection.OpenAsync(gateway.Url))
        {
            await connection.SendAsync(SignedWebhook.Event("evt_1").Raw());
            await entered.Task;
            connection.Abort();
        }

        await requests.AbortedAsync(); // Where it must have no effect.
        leave.SetResult();
        await gateway.CountsAsync(Outcome.Forwarded.Code, 1);
    }

    [Theory]
    [InlineData(Open)]
    [InlineData(Signed)]
    [InlineData(Claimed)]
    public async Task The_route_s_own_timeout_is_504(string verification)
    {
        var configuration = new TestConfiguration(_upstream.Url, verification).Change(root =>
            root["ReverseProxy"]!["Routes"]!["hooks"]!["Timeout"] = "00:00:00.300");
        await using var gateway = await TestGateway.StartAsync(configuration);
        _upstream.Answer = Hanging.UntilAbortedAsync;

        using var request = SignedWebhook.Event("evt_1").Request();
        Assert.Equal(HttpStatusCode.GatewayTimeout, (await gateway.SendAsync(request)).Status);
        await gateway.CountsAsync(Outcome.BackendTimeout.Code, 1);
    }

    [Theory]
    [InlineData(Open)]
    [InlineData(Signed)]
    [InlineData(Claimed)]
    public async Task A_stream_that_nobody_reads_any_more_ends(string verification)
    {
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, verification));
        var ended = new TaskCompletionSource();
        _upstream.Answer = async context =>
        {
            using var registration = context.RequestAborted.Register(ended.SetResult);
            await context.Response.WriteAsync("begun");
            await ended.Task;
        };
        await using (var connection = await RawConnection.OpenAsync(gateway.Url))
        {
            await connection.SendAsync(SignedWebhook.Event("evt_1").Raw());
            Assert.Equal(200, await connection.ReadStatusAsync());
            connection.Abort();
        }

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task The_lease_does_not_cut_off_an_answer_that_has_begun()
    {
        var clock = TestClock.New();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, Claimed), clock);
        var leave = new TaskCompletionSource();
        _upstream.Answer = async context =>
        {
            context.Response.ContentLength = "begun and ended".Length;
            await context.Response.WriteAsync("begun");
            await leave.Task;
            await context.Response.WriteAsync(" and ended");
        };
        using var request = SignedWebhook.Event("evt_1", clock).Request();
        using var answer = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        clock.Advance(TimeSpan.FromMinutes(5));
        leave.SetResult();

        Assert.Equal("begun and ended", await answer.Content.ReadAsStringAsync());
        await gateway.CountsAsync(Outcome.Forwarded.Code, 1);
    }

    [Fact]
    public async Task A_body_that_breaks_off_on_its_way_through_is_the_sender_s()
    {
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, Open));
        var entered = new TaskCompletionSource();
        _upstream.AnswersEarly = true;
        _upstream.Answer = async context =>
        {
            entered.TrySetResult();
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        };
        await using (var connection = await RawConnection.OpenAsync(gateway.Url))
        {
            var raw = SignedWebhook.Event("evt_1").Raw();
            await connection.SendAsync(raw.AsMemory(0, raw.Length - 1));
            await entered.Task;
            connection.Abort();
        }

        await gateway.CountsAsync(Outcome.BodyIncomplete.Code, 1);
    }
}
