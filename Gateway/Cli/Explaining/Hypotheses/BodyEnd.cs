namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>White space at either end of the body came or went.</summary>
internal sealed class BodyEnd : IHypothesis
{
    private const string Cure = "Find what rewrites the body between provider and gateway (or saved the file), and have it pass the bytes on.";

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        var body = evidence.Request.Body;
        yield return With(evidence, [.. body, (byte)'\n'], "A line end at the end of the body was lost: it was signed with one.");
        yield return With(evidence, [.. body, .. "\r\n"u8], "A line end (CR LF) at the end of the body was lost: it was signed with one.");
        if (body.AsSpan().EndsWith("\r\n"u8))
        {
            yield return With(evidence, body[..^2], "The body ends with a line end (CR LF) that was not signed.");
        }

        if (body.AsSpan().EndsWith("\n"u8))
        {
            yield return With(evidence, body[..^1], "The body ends with a line end that was not signed.");
        }

        yield return With(evidence, [.. body.AsSpan().TrimEnd(" \t\r\n"u8)], "The body ends with white space that was not signed.");
        yield return With(evidence, [.. body.AsSpan().Trim(" \t\r\n"u8)], "The body stands between white space that was not signed.");
    }

    private static Suspicion With(Evidence evidence, byte[] body, string mistake) =>
        new("body-end", mistake, Cure) { Request = evidence.Request.WithBody(body) };
}
