namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The headers are all there, under names that something on the way has spelt differently.</summary>
internal sealed class HeaderRespelt : IHypothesis
{
    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        var request = evidence.Request;
        var respelt = new List<string>();
        foreach (var name in NamedHeaders.Of(evidence).Where(name => request.Lines(name).Count == 0))
        {
            if (request.Headers.FirstOrDefault(header => Plain(header.Key) == Plain(name)) is { Key: { } found } header)
            {
                request = request.WithHeader(name, header.Value);
                respelt.Add($"'{found}' in the place of '{name}'");
            }
        }

        if (respelt.Count > 0)
        {
            yield return new Suspicion(
                "header-renamed",
                $"Headers were renamed on the way: {string.Join(", ", respelt)}.",
                "Have what stands in front pass headers on under their own names.")
            {
                Request = request,
            };
        }
    }

    /// <summary>CGI writes <c>HTTP_X_SIGNATURE</c>, some gateways prefix what they pass on.</summary>
    private static string Plain(string name)
    {
        var plain = name.ToUpperInvariant().Replace('_', '-');
        foreach (var prefix in (string[])["REDIRECT-", "HTTP-", "X-AMZN-REMAPPED-", "X-FORWARDED-", "X-ORIGINAL-", "X-"])
        {
            plain = plain.StartsWith(prefix, StringComparison.Ordinal) ? plain[prefix.Length..] : plain;
        }

        return plain;
    }
}
