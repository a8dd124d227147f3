using System.Text.Json;
using Gateway.Admin.Access;
using Gateway.Admin.Deliveries;
using Gateway.Storage;

namespace Gateway.Admin.Claims;

/// <summary>Has an event forgotten, for the command line and whoever has the admin listener's token.</summary>
internal sealed class ClaimApi(IClaimStore claims, EventKeyReader keys) : IAdminApi
{
    public void Map(IEndpointRouteBuilder api) => api.MapPost("/events/forget", ForgetAsync).Needs(AdminAccess.Act);

    private async Task<IResult> ForgetAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
        {
            return ApiAnswer.Problem(StatusCodes.Status415UnsupportedMediaType, "The Content-Type is to be application/json.");
        }

        ForgetEventRequest? asked;
        try
        {
            asked = await JsonSerializer.DeserializeAsync(request.Body, ClaimJson.Default.ForgetEventRequest, cancellation);
        }
        catch (JsonException exception)
        {
            return ApiAnswer.Wrong($"The body is not the JSON that is expected, at {exception.Path ?? "its beginning"}.");
        }
        catch (BadHttpRequestException exception)
        {
            return ApiAnswer.Problem(exception.StatusCode, "The body is too large, or broke off.");
        }

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
