using System.Net;
using System.Text.Json.Nodes;
using Gateway.Storage.Deliveries;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Support;

/// <summary>A gateway whose one route queues, and the backends that it delivers to: the clusters <c>backend</c> and <c>audit</c>.</summary>
internal sealed class QueueScene : IAsyncDisposable
{
    public static readonly QueueName Backend = new("hooks", "backend");
    public static readonly QueueName Audit = new("hooks", "audit");

    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private QueueScene(Upstream backend, Upstream audit, TestConfiguration configuration, TestGateway gateway) =>
        (BackendUpstream, AuditUpstream, Configuration, Gateway) = (backend, audit, configuration, gateway);

    public Upstream BackendUpstream { get; }

    public Upstream AuditUpstream { get; }

    public TestConfiguration Configuration { get; }

    public TestGateway Gateway { get; }

    /// <param name="delivery">Keys of <c>Delivery</c> behind its <c>Mode</c>, as JSON.</param>
    /// <param name="store">Of the gateway; memory unless it says otherwise.</param>
    /// <param name="clock">Of the gateway.</param>
    /// <param name="change">What else is to be changed of the configuration.</param>
    public static async Task<QueueScene> StartAsync(
        string delivery = "", Action<TestConfiguration>? store = null, TimeProvider? clock = null, Action<JsonObject>? change = null)
    {
        var backend = await Upstream.StartAsync();
        var audit = await Upstream.StartAsync();
        var configuration = new TestConfiguration(backend.Url, Verification(delivery)).Change(root =>
        {
            root["ReverseProxy"]!["Clusters"]!["audit"] = new JsonObject
            {
                ["Destinations"] = new JsonObject { ["one"] = new JsonObject { ["Address"] = audit.Url } },
            };
            change?.Invoke(root);
        });
        store?.Invoke(configuration);
        return new QueueScene(backend, audit, configuration, await TestGateway.StartAsync(configuration, clock));
    }

    /// <summary>The route's <c>Verification</c> section.</summary>
    public static string Verification(string delivery) =>
        $$"""
        { {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" },
          "Delivery": { "Mode": "Queue"{{(delivery.Length > 0 ? ", " + delivery : "")}} } }
        """;

    /// <summary>Sends it and returns what the provider is told.</summary>
    public async Task<(HttpStatusCode Status, string Body)> SendAsync(SignedWebhook webhook)
    {
        using var request = webhook.Request();
        return await Gateway.SendAsync(request);
    }

    /// <summary>Sends it, and expects it to be queued.</summary>
    public async Task QueueAsync(SignedWebhook webhook) =>
        Assert.Equal((HttpStatusCode.OK, """{"status":"queued"}"""), await SendAsync(webhook));

    public static Task ReceivedAsync(Upstream upstream, int count) => Eventually.IsTrueAsync(
        () => Task.FromResult(upstream.Received.Count >= count), $"{count} deliveries arrive");

    /// <summary>The deliveries in a state, oldest first.</summary>
    public async Task<IReadOnlyList<DeliveryRecord>> ListAsync(DeliveryState state)
    {
        var archive = Gateway.Services.GetRequiredService<IDeliveryArchive>();
        var page = await archive.ListAsync(new DeliveryFilter { State = state }, after: null, 1000, CancellationToken.None);
        return page.Deliveries;
    }

    /// <summary>Waits for so many deliveries in a state.</summary>
    public Task HasAsync(DeliveryState state, int count) => Eventually.IsTrueAsync(
        async () => (await ListAsync(state)).Count == count, $"{count} deliveries are {state}");

    /// <summary>Answers when the scene ends, or the gateway gives up.</summary>
    public Task HangAsync(HttpContext context) => Task.WhenAny(_end.Task, Hanging.UntilAbortedAsync(context));

    public static Task AnswerAsync(HttpContext context, int statusCode)
    {
        context.Response.StatusCode = statusCode;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult();
        await Gateway.DisposeAsync();
        await BackendUpstream.DisposeAsync();
        await AuditUpstream.DisposeAsync();
    }
}
