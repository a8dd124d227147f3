using Gateway.Admin.Access;
using Gateway.Admin.Deliveries;
using Gateway.Storage;

namespace Gateway.Admin.Claims;

/// <summary>Has an event forgotten, for the command line and whoever has the admin listener's token.</summary>
internal sealed class ClaimApi(IClaimStore claims, EventKeyReader keys) : IAdminApi
{
    public void Map(IEndpointRouteBuilder api) => api.MapPost("/events/forget", ForgetAsync).Needs(AdminAccess.Act);

    private Task<IResult> ForgetAsync(HttpRequest request, CancellationToken cancellation) =>
        ApiRequest.AnswerAsync(request, ClaimJson.Default.ForgetEventRequest, asked => AnswerAsync(asked, cancellation), cancellation);

    private async Task<IResult> AnswerAsync(ForgetEventRequest asked, CancellationToken cancellation)
    {
        if (asked is not { Route: { } route, Id: { Count: > 0 } id } || id.Any(part => part is null))
        {
            return ApiAnswer.Wrong("Name the route, and the parts of the event's id as a list: {\"route\":\"ROUTE\",\"id\":[\"ID\"]}.");
        }

        return keys(route, id!, out var problem) is { } key
            ? await ApiAnswer.OfAsync(async () => Results.Json(
                new ForgetEventAnswer(await claims.ForgetAsync(key, cancellation)), ClaimJson.Default.ForgetEventAnswer))
            : ApiAnswer.Wrong(problem);
    }
}
