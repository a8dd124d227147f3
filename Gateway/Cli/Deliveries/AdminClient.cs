using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Gateway.Cli.Deliveries;

/// <summary>Asks the running gateway's admin listener. What goes wrong is a text to show.</summary>
internal sealed class AdminClient : IDisposable
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;

    /// <param name="options">Where the gateway was started.</param>
    /// <param name="patience">How long an answer may take; 30 s by default.</param>
    public AdminClient(GatewayOptions options, TimeSpan? patience = null)
    {
        var gateway = new RunningGateway(options);
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = gateway.AdminUrlFromHere,
            Timeout = patience ?? DefaultPatience,
        };
        if (gateway.ResolveToken() is { } token)
        {
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <exception cref="AdminException">There is no such answer.</exception>
    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> form, CancellationToken cancellation) => AskAsync(
        () => _client.GetAsync(new Uri(path, UriKind.Relative), cancellation), (content, end) => ReadAsync(content, form, end), cancellation);

    /// <exception cref="AdminException">There is no such answer.</exception>
    public Task<byte[]> GetBytesAsync(string path, CancellationToken cancellation) => AskAsync(
        () => _client.GetAsync(new Uri(path, UriKind.Relative), cancellation), (content, end) => content.ReadAsByteArrayAsync(end), cancellation);

    /// <summary>Takes JSON lines one by one, while they arrive; returns how many.</summary>
    /// <exception cref="AdminException">There is no such answer, or it broke off.</exception>
    public Task<int> GetLinesAsync<T>(string path, JsonTypeInfo<T> form, Func<T, Task> take, CancellationToken cancellation) => AskAsync(
        () => _client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellation),
        async (content, end) =>
        {
            var count = 0;
            using var lines = new StreamReader(await content.ReadAsStreamAsync(end));
            while (await lines.ReadLineAsync(end) is { } line)
            {
                await take(JsonSerializer.Deserialize(line, form)!);
                count++;
            }

            return count;
        },
        cancellation);

    /// <exception cref="AdminException">There is no such answer.</exception>
    public Task<TAnswer> PostAsync<TRequest, TAnswer>(
        string path, TRequest request, JsonTypeInfo<TRequest> written, JsonTypeInfo<TAnswer> read, CancellationToken cancellation) => AskAsync(
        () => _client.PostAsync(new Uri(path, UriKind.Relative), JsonContent.Create(request, written), cancellation),
        (content, end) => ReadAsync(content, read, end),
        cancellation);

    /// <exception cref="AdminException">There is no such answer.</exception>
    public Task<TAnswer> PutAsync<TRequest, TAnswer>(
        string path, TRequest request, JsonTypeInfo<TRequest> written, JsonTypeInfo<TAnswer> read, CancellationToken cancellation) => AskAsync(
        () => _client.PutAsync(new Uri(path, UriKind.Relative), JsonContent.Create(request, written), cancellation),
        (content, end) => ReadAsync(content, read, end),
        cancellation);

    /// <summary>The answer; null if nothing is left to be answered with.</summary>
    /// <exception cref="AdminException">It was not removed.</exception>
    public Task<T?> DeleteAsync<T>(string path, JsonTypeInfo<T> form, CancellationToken cancellation)
        where T : class => AskAsync<T?>(
        () => _client.DeleteAsync(new Uri(path, UriKind.Relative), cancellation),
        async (content, end) => content.Headers.ContentType is null ? null : await ReadAsync(content, form, end),
        cancellation);

    public void Dispose() => _client.Dispose();

    private static async Task<T> ReadAsync<T>(HttpContent content, JsonTypeInfo<T> form, CancellationToken cancellation) =>
        (await content.ReadFromJsonAsync(form, cancellation))!;

    private async Task<T> AskAsync<T>(
        Func<Task<HttpResponseMessage>> ask, Func<HttpContent, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        try
        {
            using var answer = await ask();
            return answer.IsSuccessStatusCode
                ? await read(answer.Content, cancellation)
                : throw new AdminException(await ExplainAsync(answer, cancellation))
                {
                    ExitCode = answer.StatusCode == HttpStatusCode.BadRequest ? GatewayCommand.WrongConfiguration : 1,
                };
        }
        catch (Exception exception) when (
            exception is HttpRequestException or HttpIOException or TaskCanceledException or JsonException && !cancellation.IsCancellationRequested)
        {
            throw new AdminException(
                $"{_client.BaseAddress}: {exception.Message} The gateway has to be running; --config, or its environment, says where its admin listener is.",
                exception);
        }
    }

    private async Task<string> ExplainAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            return "The gateway asks for its admin token (Gateway:Admin:Token, or one of Gateway:Tokens); what the configuration names here is not it.";
        }

        var text = await answer.Content.ReadAsStringAsync(cancellation);
        try
        {
            if (JsonNode.Parse(text) is JsonObject problem && problem["detail"] is { } detail)
            {
                return detail.ToString();
            }
        }
        catch (JsonException)
        {
            // Not this gateway's answer.
        }

        return $"{_client.BaseAddress} answered {(int)answer.StatusCode}.";
    }
}
