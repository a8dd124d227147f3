using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gateway.Admin.Deliveries;

/// <summary>What the API is asked by a body: JSON of one type, bounded by the listener.</summary>
internal static class ApiRequest
{
    /// <summary>Reads what is asked, and answers it; or says what is wrong with the body.</summary>
    /// <param name="request">With <c>application/json</c>: a form of another site cannot send that.</param>
    /// <param name="type">Of what is asked.</param>
    /// <param name="answer">Answers.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<IResult> AnswerAsync<T>(
        HttpRequest request, JsonTypeInfo<T> type, Func<T, Task<IResult>> answer, CancellationToken cancellation)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            return ApiAnswer.Problem(StatusCodes.Status415UnsupportedMediaType, "The Content-Type is to be application/json.");
        }

        T? asked;
        try
        {
            asked = await JsonSerializer.DeserializeAsync(request.Body, type, cancellation);
        }
        catch (JsonException exception)
        {
            return ApiAnswer.Wrong($"The body is not the JSON that is expected, at {exception.Path ?? "its beginning"}.");
        }
        catch (BadHttpRequestException exception)
        {
            return ApiAnswer.Problem(exception.StatusCode, "The body is too large, or broke off.");
        }

        return asked is null ? ApiAnswer.Wrong("The body is to be an object.") : await answer(asked);
    }
}
