namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>A header stands twice, in two lines or put together in one.</summary>
internal sealed class HeaderTwice : IHypothesis
{
    private const string Cure = "Find what adds the other one: mostly a proxy that sets the header itself and passes it on too.";

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        var request = evidence.Request;
        foreach (var name in request.Headers.Select(header => header.Key).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var lines = request.Lines(name);
            foreach (var line in lines.Count > 1 ? lines.Distinct(StringComparer.Ordinal) : [])
            {
                yield return new Suspicion(
                    "header-twice",
                    $"The header '{name}' stands {lines.Count} times, which is ambiguous; with one of them alone the signature is right.", Cure)
                {
                    Request = request.WithHeader(name, line),
                };
            }

            if (lines is [var joined] && Half(joined) is { } half)
            {
                yield return new Suspicion("header-twice", $"The header '{name}' holds its value twice, put together with a comma.", Cure)
                {
                    Request = request.WithHeader(name, half),
                };
            }
        }
    }

    /// <summary>RFC 9110, section 5.3: whoever passes a request on may put two lines into one.</summary>
    private static string? Half(string value)
    {
        var middle = value.Length / 2;
        if (value.Length < 3)
        {
            return null;
        }

        foreach (var comma in (int[])[middle, middle - 1])
        {
            if (value[comma] == ',' && value[..comma].Trim() == value[(comma + 1)..].Trim())
            {
                return value[..comma].Trim();
            }
        }

        return null;
    }
}
