namespace Gateway.Cli.Sending;

/// <summary>Shows what the gateway answered, and where to look when that was a refusal.</summary>
internal static class SentAnswer
{
    private const int MostShown = 4096;

    public static async Task WriteAsync(TextWriter output, HttpResponseMessage answer, CancellationToken cancellation)
    {
        await output.WriteLineAsync($"{(int)answer.StatusCode} {answer.ReasonPhrase}");
        var body = await answer.Content.ReadAsStringAsync(cancellation);
        if (body.Length > 0)
        {
            var shown = body.Length > MostShown ? body[..MostShown] + "..." : body;
            await output.WriteLineAsync(string.Concat(shown.Select(Printable)));
        }

        if (Advice((int)answer.StatusCode) is { } advice)
        {
            await output.WriteLineAsync(advice);
        }
    }

    /// <summary>What a backend answers must not steer the terminal.</summary>
    private static char Printable(char c) => char.IsControl(c) && c is not ('\n' or '\t') ? ' ' : c;

    private static string? Advice(int status) => status switch
    {
        401 => "The reason stands in the gateway's log. Mostly it runs with another secret than this command was given.",
        403 => "The route's IpAllowList does not hold the address that this request came from.",
        404 => "Either no route of the gateway at this address matches, or the backend answered so.",
        409 => "The same event is with the backend at this moment.",
        502 or 504 => "Verified and let through; it is the backend that did not answer.",
        _ => null,
    };
}
