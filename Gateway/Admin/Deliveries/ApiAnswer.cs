using System.Globalization;
using Gateway.Storage;

namespace Gateway.Admin.Deliveries;

/// <summary>The API's refusals, as problem details (RFC 9457) for people.</summary>
internal static class ApiAnswer
{
    public static IResult Wrong(string detail) => Problem(StatusCodes.Status400BadRequest, detail);

    public static IResult NotKept(Guid id) => Problem(
        StatusCodes.Status404NotFound, string.Create(CultureInfo.InvariantCulture, $"No event {id} is kept (any more)."));

    public static IResult Problem(int statusCode, string detail) => Results.Problem(detail, statusCode: statusCode);

    /// <summary>The answer, or that the store does not give one.</summary>
    public static async Task<IResult> OfAsync(Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (StoreUnavailableException exception)
        {
            return Problem(StatusCodes.Status503ServiceUnavailable, exception.Message);
        }
    }
}
