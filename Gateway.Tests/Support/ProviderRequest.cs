using System.Text;

namespace Gateway.Tests.Support;

/// <summary>One request of a provider, and what it must get for it.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Method">Its method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">Its headers, <c>Content-Type</c> among them.</param>
/// <param name="Body">Its body; null for none.</param>
/// <param name="Outcome">How it ends.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="Answer">The rest of the answer, to the letter; null if it does not matter.</param>
public sealed record ProviderRequest(
    string Name, string Method, string Target, IReadOnlyDictionary<string, string>? Headers, string? Body, string Outcome,
    int Status, ProviderAnswer? Answer)
{
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), new Uri(Target, UriKind.Relative));
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
        }

        foreach (var (name, value) in Headers ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            Assert.True(
                message.Headers.TryAddWithoutValidation(name, value) || message.Content!.Headers.TryAddWithoutValidation(name, value));
        }

        return message;
    }
}
