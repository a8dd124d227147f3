using System.Diagnostics;
using Gateway.Admin;
using Gateway.Forwarding;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Observability;
using Gateway.Verification;
using Gateway.Verification.Body;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway;

/// <summary>
/// The route that the gateway asks itself on: found by routing like any other, and through the middleware of every webhook up to where
/// one would be forwarded. What it counts and logs goes nowhere.
/// </summary>
internal sealed class ProbeRoute(PipelineProbe probe, TimeProvider clock) : IDisposable
{
    private readonly GatewayMetrics _unseen = new();

    public void Map(WebApplication app)
    {
        var pipeline = ((IApplicationBuilder)app).New();
        pipeline.UseMiddleware<GatewayMiddleware>(
            new WebhookRecorder(_unseen, captures: null, NullLogger<WebhookRecorder>.Instance), new WebhookForwarder(_unseen, clock),
            new TrafficMetrics(_unseen, MemoryBudget.Unlimited, () => []));
        pipeline.Run(static context =>
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        var inner = pipeline.Build();
        app.Map(probe.Path, context => probe.Sent(context) ? Unseen(context, inner) : Unknown(context))
            .WithOrder(int.MinValue) // Before routes for any path.
            .WithDisplayName("Probe")
            .DisableHttpMetrics()
            .WithMetadata(Policy(), Checks());
    }

    public void Dispose() => _unseen.Dispose();

    private static Task Unseen(HttpContext context, RequestDelegate next)
    {
        if (Activity.Current is { } span)
        {
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded; // Not exported.
        }

        return next(context);
    }

    private static Task Unknown(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private RoutePolicy Policy() => new()
    {
        Route = probe.Path,
        Mode = VerificationMode.Enforce,
        Provider = null,
        ClientResolver = new ClientAddressResolver(IpRangeSet.Empty, ClientAddressResolver.DefaultHeader),
        BodyPointers = new JsonSchema.JsonPointerSet([]),
        Responses = new Dictionary<string, Outcomes.ResponseConfig>(StringComparer.Ordinal),
    };

    private RouteChecks Checks()
    {
        var body = new BodyStage(new BodyPolicy(PipelineProbe.BodyBytes, PipelineProbe.LongestRequest, [], []), scheme: null, clock);
        return new RouteChecks { Pipeline = new VerificationPipeline(new StageList([body], []), _unseen, clock) };
    }
}
