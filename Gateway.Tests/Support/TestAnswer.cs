using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Support;

/// <summary>An answer as the sender sees it.</summary>
internal sealed record TestAnswer(int StatusCode, string? ContentType, string Body, IHeaderDictionary Headers)
{
    public static TestAnswer Of(HttpResponse response) => new(
        response.StatusCode, response.ContentType, Encoding.UTF8.GetString(((MemoryStream)response.Body).ToArray()), response.Headers);
}
