using System.Globalization;
using Gateway.Admin.Access;
using Gateway.Admin.Deliveries;
using Gateway.Observability.Traffic;

namespace Gateway.Admin.Traffic;

/// <summary>Lists how the latest webhooks ended.</summary>
internal sealed class OutcomeApi(TrafficHistory history) : IAdminApi
{
    private const int MostAtOnce = 500;
    private const int DefaultAtOnce = 100;

    private static readonly string[] Names = ["route", "outcome", "end", "text", "after", "limit"];
    private static readonly string[] Ends = [.. Enum.GetValues<WebhookEnd>().Select(OutcomeView.NameOf)];

    public void Map(IEndpointRouteBuilder api) => api.MapGet("/outcomes", List).Needs(AdminAccess.Read);

    private IResult List(HttpRequest request)
    {
        if (PageQuery.Read(request.Query, Names, DefaultAtOnce, MostAtOnce, out var problem) is not { } query)
        {
            return ApiAnswer.Wrong(problem);
        }

        var after = 0L;
        if (query.Text("after") is { } number && !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            return ApiAnswer.Wrong("'after' is the 'number' of an outcome.");
        }

        var (route, outcome, end, text) = (query.Text("route"), query.Text("outcome"), query.Text("end"), query.Text("text"));
        if (end is not null && !Ends.Contains(end, StringComparer.Ordinal))
        {
            return ApiAnswer.Wrong($"'end' is one of {string.Join(", ", Ends)}.");
        }

        var latest = history.Latest(
            webhook => webhook.Number > after
                && (route is null || string.Equals(webhook.Route, route, StringComparison.OrdinalIgnoreCase))
                && (outcome is null || webhook.Outcome == outcome)
                && (end is null || OutcomeView.NameOf(webhook.End) == end)
                && (text is null || Holds(webhook, text)),
            query.Limit);
        return Results.Json(new OutcomeList([.. latest.Select(OutcomeView.Of)]), TrafficJson.Answers.OutcomeList);
    }

    private static bool Holds(ListedWebhook webhook, string text) =>
        Array.Exists(
            [
                webhook.Route, webhook.Outcome, webhook.RequestId, webhook.EventId, webhook.EventType, webhook.Detail, webhook.Stage,
                webhook.Tenant, webhook.KeyId, webhook.Client?.ToString(),
            ],
            value => value?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);
}
