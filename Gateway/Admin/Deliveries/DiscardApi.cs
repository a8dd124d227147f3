using System.Text.Json;
using Gateway.Admin.Access;

namespace Gateway.Admin.Deliveries;

/// <summary>Discards dead letters.</summary>
internal sealed class DiscardApi(Discard discard) : IAdminApi
{
    public void Map(IEndpointRouteBuilder api) => api.MapPost("/deliveries/discard", DiscardAsync).Needs(AdminAccess.Act);

    private async Task<IResult> DiscardAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
        {
            return ApiAnswer.Problem(StatusCodes.Status415UnsupportedMediaType, "The Content-Type is to be application/json.");
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, DeliveryJson.Default.RedeliveryRequest, cancellation) is { } asked
                ? await ApiAnswer.OfAsync(() => discard.AnswerAsync(asked, cancellation))
                : ApiAnswer.Wrong("The body is to be an object.");
        }
        catch (JsonException exception)
        {
            return ApiAnswer.Wrong($"The body is not the JSON that is expected, at {exception.Path ?? "its beginning"}.");
        }
        catch (BadHttpRequestException exception)
        {
            return ApiAnswer.Problem(exception.StatusCode, "The body is too large, or broke off.");
        }
    }
}
