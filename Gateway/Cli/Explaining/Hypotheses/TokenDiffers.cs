using Gateway.Cli.Explaining.Tokens;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>A token that is right and not the one that the route asks for: another algorithm, chain or claim.</summary>
internal sealed class TokenDiffers : IHypothesis
{
    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (SentToken.Of(evidence) is not { } token)
        {
            return [];
        }

        List<SchemeChange> changes = [.. TokenChanges.Of(token, evidence)];
        List<SchemeChange> claims = [.. ClaimChanges(evidence)];
        return SchemeChange.Suspect(changes, evidence)
            .Concat(claims.SelectMany(claim => SchemeChange.Suspect([claim], evidence)))
            .Concat(changes.Count == 0 ? [] : claims.SelectMany(claim => SchemeChange.Suspect([.. changes, claim], evidence)));
    }

    /// <summary>Each claim that the route asks for, then all of them. What a token says is not shown: it may be a part of the body.</summary>
    private static IEnumerable<SchemeChange> ClaimChanges(Evidence evidence)
    {
        var asked = evidence.Signature.Jwt?.Claims ?? new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in asked)
        {
            yield return new SchemeChange(
                "token-claim", $"The token is right but for its claim '{name}', which is missing or not '{PlainText.Template(text)}'",
                "Correct it in 'Jwt.Claims' if it is your own application's; else the token is one that the provider made for another",
                signature => signature with
                {
                    Jwt = signature.Jwt! with { Claims = asked.Where(claim => claim.Key != name).ToDictionary(StringComparer.Ordinal) },
                });
        }

        if (asked.Count > 1)
        {
            yield return new SchemeChange(
                "token-claim", $"The token is right but for several of its claims ({string.Join(", ", asked.Keys.Select(name => $"'{name}'"))})",
                "Correct them in 'Jwt.Claims' if they are your own application's; else the token is one that the provider made for another",
                static signature => signature with { Jwt = signature.Jwt! with { Claims = null } });
        }
    }
}
