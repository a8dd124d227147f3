using System.Text;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>What is signed stands in a part of multipart/form-data, which the route does not read as it reads JSON or a form.</summary>
internal sealed class MultipartBody : IHypothesis
{
    private const string Cure = "Name the fields by form:NAME, values of JSON in a field by form-json:NAME[/pointer], and list multipart/form-data in 'Body.ContentTypes'; or choose "
        + "JSON or application/x-www-form-urlencoded at the provider if it has that choice.";

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (Multipart.Parts(evidence.Request) is not { Count: > 0 } parts)
        {
            yield break;
        }

        foreach (var (name, content) in parts.Where(part => part.Content.AsSpan().TrimStart(" \r\n\t"u8) is [(byte)'{' or (byte)'[' or (byte)'<', ..]))
        {
            yield return new Suspicion(
                "body-multipart", $"What is signed stands in the part '{PlainText.Of(name)}' of multipart/form-data, and the route reads it as the whole body.", Cure)
            {
                Request = evidence.Request.WithHeader("Content-Type", "application/json").WithBody(content),
            };
        }

        var form = string.Join('&', parts.Select(part => $"{Uri.EscapeDataString(part.Name)}={Uri.EscapeDataString(Encoding.UTF8.GetString(part.Content))}"));
        yield return new Suspicion(
            "body-multipart", "The fields that are signed stand in multipart/form-data, and the route reads application/x-www-form-urlencoded.", Cure)
        {
            Request = evidence.Request.WithHeader("Content-Type", "application/x-www-form-urlencoded").WithBody(Encoding.ASCII.GetBytes(form)),
        };
    }
}
