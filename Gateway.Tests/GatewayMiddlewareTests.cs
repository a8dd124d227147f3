using Gateway.Connections;
using Gateway.Delivery;
using Gateway.Delivery.Stored;
using Gateway.Forwarding;
using Gateway.Intake.Memory;
using Gateway.Observability;
using Gateway.Storage;
using Gateway.Storage.Memory;
using Gateway.Storage.Memory.Deliveries;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests;

public sealed class GatewayMiddlewareTests : IDisposable
{
    private readonly CapturedLog _log = new();
    private readonly GatewayMetrics _metrics = new();
    private readonly LoggerFactory _loggers;

    public GatewayMiddlewareTests() => _loggers = new LoggerFactory([_log]);

    public void Dispose()
    {
        _loggers.Dispose();
        _log.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public async Task A_bug_is_recorded_answered_500_and_leaves_no_claim_behind()
    {
        using var route = TestRoute.Unsigned("\"Deduplication\": { \"Key\": \"body:/id\" }");
        var middleware = Middleware(route, _ => throw new InvalidOperationException("a bug"));
        var context = Context(route);

        await Assert.ThrowsAsync<InvalidOperationException>(() => middleware.InvokeAsync(context));

        Assert.Equal(500, context.Response.StatusCode);
        Assert.Contains(_log.Lines, line => line.Contains("Webhook hook undecided 500 ", StringComparison.Ordinal));
        Assert.Equal("passed", await route.OutcomeOfAsync(new TestRequest { Text = """{"id":"1"}""" }));
    }

    [Fact]
    public async Task A_bug_behind_the_proof_uses_up_no_permit_of_the_route()
    {
        var asked = 0;
        using var route = TestRoute.Unsigned(
            "\"RateLimit\": { \"Limit\": 1, \"Period\": \"01:00:00\" }, \"Deduplication\": { \"Key\": \"body:/id\" }",
            claims: new ScriptedClaimStore(ClaimState.Claimed, () => asked = asked == 0 ? throw new InvalidOperationException("a bug") : asked));
        var forwarded = 0;
        var middleware = Middleware(route, _ =>
        {
            forwarded++;
            return Task.CompletedTask;
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => middleware.InvokeAsync(Context(route)));
        asked = 1;
        await middleware.InvokeAsync(Context(route));
        var third = Context(route);
        await middleware.InvokeAsync(third);

        Assert.Equal((1, 429), (forwarded, third.Response.StatusCode));
    }

    [Fact]
    public async Task A_route_that_has_nothing_to_be_judged_by_lets_nothing_through()
    {
        using var route = TestRoute.Unsigned("\"Body\": {}");
        var isForwarded = false;
        var middleware = Middleware(route, _ =>
        {
            isForwarded = true;
            return Task.CompletedTask;
        });
        var context = new TestRequest().ToContext();
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(route.Policy), "hook"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => middleware.InvokeAsync(context));

        Assert.False(isForwarded);
    }

    private static DefaultHttpContext Context(TestRoute route)
    {
        var context = new TestRequest { Text = """{"id":"1"}""" }.ToContext();
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(route.Policy, route.Checks), "hook"));
        return context;
    }

    private GatewayMiddleware Middleware(TestRoute route, RequestDelegate next) => new(
        next,
        new RequestGuard(new PathGuard(new RouteProbe())),
        new WebhookForwarder(_metrics, route.Clock),
        new WebhookAcceptor(
            new MemoryDeliveryStore(new MemoryClaimStore(route.Clock), route.Clock),
            new StoredRequestCodec(new ContentCipher(() => [])), new QueueSignals(), new StorePressure(), route.Clock),
        new WebhookRecorder(_metrics, captures: null, _loggers.CreateLogger<WebhookRecorder>()),
        new TrafficMetrics(_metrics, MemoryBudget.Unlimited, () => []),
        new ProxyHint(_loggers.CreateLogger<ProxyHint>()),
        new ConnectionPlaces(new ConnectionState(_metrics, most: 1), route.Clock),
        MemoryBudget.Unlimited,
        route.Clock);
}
