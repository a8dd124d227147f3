using System.CommandLine;
using System.Text;
using System.Text.Unicode;

namespace Gateway.Cli.Sending;

/// <summary>Prints what a route's provider would send, so that another program can send it.</summary>
internal sealed class SignatureWriter(GatewayOptions options, InvocationConfiguration console)
{
    private const int Refused = 1;

    /// <param name="order">Which webhook.</param>
    /// <param name="withBody">Whether all of the request is printed, as <c>gateway explain</c> reads it.</param>
    /// <param name="showsSecret">Whether a secret may be printed that is sent itself.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<int> WriteAsync(DraftOrder order, bool withBody, bool showsSecret, CancellationToken cancellation)
    {
        var (signed, exitCode) = await new ProviderRole(options, console).PlayAsync(order, cancellation);
        if (signed is null)
        {
            return exitCode;
        }

        if (!signed.MayBeShown && !showsSecret)
        {
            await console.Error.WriteLineAsync(
                $"Route '{order.Route}' is sent its secret itself, which would stand here; if that is meant, say --show-secret.");
            return Refused;
        }

        if (withBody && !Utf8.IsValid(signed.Draft.Body))
        {
            await console.Error.WriteLineAsync("The body is not UTF-8 and cannot be printed as text; without --with-body its headers are.");
            return Refused;
        }

        await console.Output.WriteAsync(withBody ? Whole(signed.Draft) : Head(signed));
        if (order.BodyFile is null && !withBody)
        {
            await console.Error.WriteLineAsync("This is for the sample's body, which --with-body prints; for one of your own say --body FILE.");
        }

        return 0;
    }

    /// <summary>The URL if a part of the scheme stands in it, then a header a line.</summary>
    private static string Head(SignedDraft signed)
    {
        var url = signed.Draft.Url == signed.UnsignedUrl ? "" : $"{signed.Draft.Url.AbsoluteUri}\n";
        return url + Headers(signed.Draft);
    }

    private static string Whole(WebhookDraft draft) =>
        $"{draft.Method} {draft.Url.PathAndQuery} HTTP/1.1\nHost: {draft.Host ?? draft.Url.Authority}\n{Headers(draft)}\n{Encoding.UTF8.GetString(draft.Body)}";

    /// <summary>But the host, which whoever sends it takes from the URL.</summary>
    private static string Headers(WebhookDraft draft) =>
        string.Concat(draft.Headers
            .Where(header => !string.Equals(header.Key, "Host", StringComparison.OrdinalIgnoreCase))
            .SelectMany(header => header.Value.Select(value => $"{header.Key}: {value}\n")));
}
