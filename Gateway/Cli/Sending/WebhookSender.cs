using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Cli.Sending;

/// <summary>Sends one webhook of a route's provider, and says what came back.</summary>
internal sealed class WebhookSender(GatewayOptions options, InvocationConfiguration console)
{
    private const int Refused = 1;

    /// <param name="order">Which webhook.</param>
    /// <param name="showsHeaders">Whether the request's headers are printed, the signature among them.</param>
    /// <param name="authorityFile">Certificates in PEM that are believed in place of the system's; null for those.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<int> SendAsync(DraftOrder order, bool showsHeaders, string? authorityFile, CancellationToken cancellation)
    {
        X509Certificate2Collection? authorities = null;
        if (authorityFile is not null && (authorities = await ReadAuthoritiesAsync(authorityFile)) is null)
        {
            return GatewayCommand.WrongConfiguration;
        }

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

        return await SendAsync(draft, authorities, cancellation);
    }

    private async Task<X509Certificate2Collection?> ReadAuthoritiesAsync(string file)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            if (authorities.Count > 0)
            {
                return authorities;
            }

            await console.Error.WriteLineAsync(TerminalText.Of($"'{file}' holds no certificate in PEM."));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            await console.Error.WriteLineAsync(TerminalText.Of($"'{file}' cannot be read as certificates: {exception.Message}"));
        }

        return null;
    }

    private async Task<int> SendAsync(WebhookDraft draft, X509Certificate2Collection? authorities, CancellationToken cancellation)
    {
        using var request = draft.ToRequest();
        using var client = WebhookDraft.CreateClient(usesProxy: !request.RequestUri!.IsLoopback, authorities);
        try
        {
            using var answer = await client.SendAsync(request, cancellation);
            await SentAnswer.WriteAsync(console.Output, answer, cancellation);
            return answer.IsSuccessStatusCode ? 0 : Refused;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await console.Error.WriteLineAsync(
                $"No answer from {request.RequestUri!.GetLeftPart(UriPartial.Authority)}: {(exception.InnerException ?? exception).Message}");
            await console.Error.WriteLineAsync(exception is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
                ? "If the gateway's certificate is of an authority of your own, name it with --cacert."
                : "Start a gateway with 'gateway run', or say where one is with --url.");
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
