using System.Globalization;
using Gateway.Admin.Access;
using Gateway.Admin.Deliveries;
using Gateway.Captures.Revival;
using Gateway.Storage.Captures;

namespace Gateway.Admin.Captures;

/// <summary>Releases kept requests.</summary>
internal sealed class ReleaseApi(CaptureRelease release, TimeProvider clock) : IAdminApi
{
    public void Map(IEndpointRouteBuilder api) => api.MapPost("/captures/release", ReleaseAsync).Needs(AdminAccess.Act);

    private Task<IResult> ReleaseAsync(HttpRequest request, CancellationToken cancellation) => ApiRequest.AnswerAsync(
        request,
        CaptureJson.Default.ReleaseRequest,
        asked => ApiAnswer.OfAsync(() => AnswerAsync(asked, cancellation)),
        cancellation);

    private async Task<IResult> AnswerAsync(ReleaseRequest asked, CancellationToken cancellation)
    {
        var choice = new ReleaseChoice(asked.DryRun, asked.DropHidden);
        if (asked.Id is { } id)
        {
            return asked.Chooses || asked.All || asked.After is not null
                ? ApiAnswer.Wrong("With an id nothing else chooses.")
                : await OneAsync(id, choice, cancellation);
        }

        if (!asked.Chooses && !asked.All && !asked.DryRun)
        {
            return ApiAnswer.Wrong("Name an id, or what is to be released: route, outcome, client, from, until; or say \"all\": true.");
        }

        if (!DeliveryChoice.TryReadTime(asked.From, out var from) || !DeliveryChoice.TryReadTime(asked.Until, out var until))
        {
            return ApiAnswer.Wrong("'from' and 'until' are times such as 2026-01-31, 2026-01-31T12:00:00Z or 2026-01-31T12:00:00+01:00.");
        }

        var filter = new CaptureFilter
        {
            Route = asked.Route,
            Outcome = asked.Outcome,
            Client = asked.Client,
            From = from,
            Until = until ?? clock.GetUtcNow(),
        };
        try
        {
            return Answer(await release.ReleaseAsync(filter, asked.After, choice, cancellation), filter.Until, asked.DryRun);
        }
        catch (FormatException)
        {
            return ApiAnswer.Wrong(DeliveryPages.NoPlace);
        }
    }

    private async Task<IResult> OneAsync(Guid id, ReleaseChoice choice, CancellationToken cancellation) =>
        await release.ReleaseAsync(id, choice, cancellation) is { } one
            ? Answer(new ReleasePage([one], Next: null) { IsEnd = true }, until: null, choice.DryRun)
            : ApiAnswer.Problem(
                StatusCodes.Status404NotFound, string.Create(CultureInfo.InvariantCulture, $"No request {id} is kept (any more)."));

    private static IResult Answer(ReleasePage page, DateTimeOffset? until, bool dryRun) => Results.Json(
        new ReleaseAnswer([.. page.Results.Select(one => ReleaseView.Of(one, dryRun))], page.IsEnd)
        {
            Next = page.Next,
            Until = until?.ToString("O", CultureInfo.InvariantCulture),
            RetryAfterSeconds = page.RetryAfter.TotalSeconds,
            Stopped = page.Stopped,
        },
        CaptureJson.Default.ReleaseAnswer);
}
