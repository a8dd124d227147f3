using Gateway.Outcomes;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The media type is another than the route lets in or reads the signed values by; the signature is right.</summary>
internal sealed class TypeDiffers : IHypothesis
{
    private const string Header = "Content-Type";

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        var type = PlainText.Of(evidence.Request.Header(Header) ?? "");
        if (evidence.Refusal == Outcome.ContentTypeNotAllowed)
        {
            yield return new Suspicion(
                "content-type",
                $"The signature is right; the media type '{type}' is not one that the route lets in.",
                $"Add it to 'Body.ContentTypes' ({string.Join(", ", evidence.Config.Body?.ContentTypes ?? [])}), or choose one of those at the provider.");
        }

        foreach (var other in (string[])["application/x-www-form-urlencoded", "application/json"])
        {
            if (!type.StartsWith(other, StringComparison.OrdinalIgnoreCase))
            {
                yield return new Suspicion(
                    "content-type",
                    $"The body is of the type '{other}', and was sent as '{type}': what is signed could not be read in it.",
                    "Have what stands in front pass 'Content-Type' on as it came.")
                {
                    Request = evidence.Request.WithHeader(Header, other),
                };
            }
        }
    }
}
