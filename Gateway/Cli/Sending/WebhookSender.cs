using System.CommandLine;

namespace Gateway.Cli.Sending;

/// <summary>Sends one webhook of a route's provider, and says what came back.</summary>
internal sealed class WebhookSender(GatewayOptions options, InvocationConfiguration console)
{
    private const int Refused = 1;

    /// <param name="order">Which webhook.</param>
    /// <param name="showsHeaders">Whether the request's headers are printed, the signature among them.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<int> SendAsync(DraftOrder order, bool showsHeaders, CancellationToken cancellation)
    {
        var (signed, exitCode) = await new ProviderRole(options, console).PlayAsync(order, cancellation);
        if (signed is null)
        {
            return exitCode;
        }

        var draft = signed.Draft;
        await console.Output.WriteLineAsync($"{draft.Method} {signed.UnsignedUrl} ({draft.Body.Length} bytes, {signed.SignedBy})");
        if (showsHeaders)
        {
            await WriteHeadersAsync(signed);
        }

        return await SendAsync(draft, cancellation);
    }

    private async Task<int> SendAsync(WebhookDraft draft, CancellationToken cancellation)
    {
        using var request = draft.ToRequest();
        using var client = WebhookDraft.CreateClient(usesProxy: !request.RequestUri!.IsLoopback);
        try
        {
            using var answer = await client.SendAsync(request, cancellation);
            await SentAnswer.WriteAsync(console.Output, answer, cancellation);
            return answer.IsSuccessStatusCode ? 0 : Refused;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await console.Error.WriteLineAsync(
                $"No answer from {request.RequestUri!.GetLeftPart(UriPartial.Authority)}: {exception.Message}");
            await console.Error.WriteLineAsync("Start a gateway with 'gateway run', or say where one is with --url.");
            return Refused;
        }
    }

    private async Task WriteHeadersAsync(SignedDraft signed)
    {
        foreach (var (name, value) in signed.Draft.Headers)
        {
            var isShown = signed.MayBeShown || signed.UnsignedHeaders.Contains(name, StringComparer.OrdinalIgnoreCase);
            await console.Output.WriteLineAsync($"  {name}: {(isShown ? value.ToString() : "(the secret itself: not shown)")}");
        }
    }
}
