using Gateway.Admin.Access;

namespace Gateway.Admin.Deliveries;

/// <summary>Discards dead letters.</summary>
internal sealed class DiscardApi(Discard discard) : IAdminApi
{
    public void Map(IEndpointRouteBuilder api) => api.MapPost("/deliveries/discard", DiscardAsync).Needs(AdminAccess.Act);

    private Task<IResult> DiscardAsync(HttpRequest request, CancellationToken cancellation) => ApiRequest.AnswerAsync(
        request,
        DeliveryJson.Default.RedeliveryRequest,
        asked => ApiAnswer.OfAsync(() => discard.AnswerAsync(asked, cancellation)),
        cancellation);
}
