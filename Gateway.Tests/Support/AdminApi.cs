using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Support;

/// <summary>Asks the admin listener's API as any program may.</summary>
internal sealed class AdminApi(TestGateway gateway)
{
    public const string Replay = "/api/deliveries/replay";

    /// <summary>The deliveries of a list that is answered 200.</summary>
    public async Task<JsonArray> ListAsync(string query = "") => (await PageAsync(query))["deliveries"]!.AsArray();

    public async Task<JsonNode> PageAsync(string query)
    {
        var (status, text) = await GetAsync($"/api/deliveries?{query}");
        Assert.True(status == HttpStatusCode.OK, $"{query}: {status} {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<JsonNode> RedeliverAsync(string json)
    {
        var (status, text) = await PostAsync(json);
        Assert.True(status == HttpStatusCode.OK, $"{json}: {status} {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<(HttpStatusCode Status, string Text)> GetAsync(string path)
    {
        using var answer = await gateway.Client.GetAsync(Url(path));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public Task<(HttpStatusCode Status, string Text)> PostAsync(string json) => PostAsync(Encoding.UTF8.GetBytes(json), "application/json");

    public Task<(HttpStatusCode Status, string Text)> PostAsync(byte[] body, string? contentType) => PostAsync(Replay, body, contentType);

    public async Task<(HttpStatusCode Status, string Text)> PostAsync(string path, byte[] body, string? contentType)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        using var answer = await gateway.Client.PostAsync(Url(path), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public Uri Url(string path) => new(gateway.AdminUrl, path);
}
