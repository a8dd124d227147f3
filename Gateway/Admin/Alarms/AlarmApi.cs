using Gateway.Admin.Access;
using Gateway.Alarms;

namespace Gateway.Admin.Alarms;

/// <summary>Says which alarms were raised, and how many notices of them are still to be delivered.</summary>
/// <param name="book">As at the last look.</param>
internal sealed class AlarmApi(Func<AlarmBook> book) : IAdminApi
{
    public void Map(IEndpointRouteBuilder api) => api.MapGet("/alarms", () => Results.Json(AlarmAnswer.Of(book()), AlarmAnswerJson.Default.AlarmAnswer))
        .Needs(AdminAccess.Read);
}
