using Gateway.Admin.Access;
using Gateway.Admin.Captures;
using Gateway.Admin.Deliveries;
using Gateway.Captures;
using Gateway.Observability.Traffic;
using Gateway.Storage.Captures;

namespace Gateway.Admin.Traffic;

/// <summary>Shows one webhook's journey by the id that its log line and its answer have.</summary>
internal sealed class JourneyApi(Func<IEnumerable<RouteFacts>> routes, TrafficHistory history, CaptureArchive captures) : IAdminApi
{
    public void Map(IEndpointRouteBuilder api) => api.MapGet("/requests/{requestId}", ShowAsync).Needs(AdminAccess.Read);

    private Task<IResult> ShowAsync(string requestId, CancellationToken cancellation) => ApiAnswer.OfAsync(async () =>
    {
        var listed = history.Latest(webhook => webhook.RequestId == requestId, atMost: 1);
        var page = await captures.ListAsync(new CaptureFilter { RequestId = requestId, NewestFirst = true }, after: null, atMost: 1, cancellation);
        var kept = page.Records.Count > 0 ? page.Records[0] : null;
        if (listed.Count == 0 && kept is null)
        {
            return ApiAnswer.Problem(
                StatusCodes.Status404NotFound, "Nothing is known of this request (any more); the log may have its line.");
        }

        var outcome = listed.Count > 0 ? OutcomeView.Of(listed[0]) : null;
        var stage = outcome is not null ? outcome.Stage : await StageOfAsync(kept!, cancellation);
        var route = routes().FirstOrDefault(route => route.Route == (outcome?.Route ?? kept!.Route));
        return Results.Json(
            new JourneyView(
                outcome, kept is null ? null : CaptureView.Of(kept),
                route is null || IsBeforeStages(outcome?.Outcome ?? kept!.Outcome, stage) ? [] : JourneyStep.Of(route.Stages, stage)),
            TrafficJson.Answers.JourneyView);
    });

    /// <summary>Refused on every route, before any stage was asked.</summary>
    private static bool IsBeforeStages(string outcome, string? stage) =>
        stage is null && outcome is ("path_invalid" or "request_invalid" or "overloaded" or "rate_limited" or "body_incomplete");

    private async Task<string?> StageOfAsync(CaptureRecord kept, CancellationToken cancellation) =>
        await captures.FindAsync(kept.Id, cancellation) is { Request.Stage: { Length: > 0 } stage } ? stage : null;
}
