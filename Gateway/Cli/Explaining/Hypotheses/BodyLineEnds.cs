using System.Text;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The line ends within the body were changed.</summary>
internal sealed class BodyLineEnds : IHypothesis
{
    private const string Cure = "Find what treats the body as text (a proxy, a mail gateway, git or an editor), and have it pass the bytes on.";

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        var body = evidence.Request.Body;
        if (!body.AsSpan().ContainsAny("\r\n"u8))
        {
            yield break;
        }

        var text = Encoding.Latin1.GetString(body); // one character a byte, whatever they mean
        var unix = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        yield return With(evidence, unix, "The line ends of the body were changed from LF to CR LF.");
        yield return With(evidence, unix.Replace("\n", "\r\n", StringComparison.Ordinal), "The line ends of the body were changed from CR LF to LF.");
        yield return With(evidence, unix.Replace('\r', '\n'), "The line ends of the body were changed from LF to CR.");
        yield return With(evidence, unix.Replace("\n", "", StringComparison.Ordinal), "The body was broken into lines; it was signed in one.");
    }

    private static Suspicion With(Evidence evidence, string text, string mistake) =>
        new("body-line-ends", mistake, Cure) { Request = evidence.Request.WithBody(Encoding.Latin1.GetBytes(text)) };
}
