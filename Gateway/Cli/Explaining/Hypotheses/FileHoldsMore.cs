using System.Globalization;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The file is not what was sent: an editor has put something behind the body.</summary>
internal sealed class FileHoldsMore : IHypothesis
{
    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        var body = evidence.Request.Body;
        if (int.TryParse(evidence.Request.Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var sent)
            && sent < body.Length)
        {
            yield return new Suspicion(
                "capture-longer",
                $"Nothing is wrong with the first {sent} bytes of the body, which is the length that was sent; the file holds {body.Length}.",
                "Cut the file: an editor ends it with a line end. If the gateway refused this request, it was not for its signature.")
            {
                Request = evidence.Request.WithBody(body[..sent]),
            };
        }
    }
}
