namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The right secret, read in another way: as text, hex or base64, with or without what stands before it.</summary>
internal sealed class SecretForm : IHypothesis
{
    private const string StandardPrefix = "whsec_";
    private const int LongestPrefix = 16;

    private static readonly string[] Forms = ["utf8", "base64", "hex", "base64url"];

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (!evidence.IsKeyed)
        {
            yield break;
        }

        var written = (Form: evidence.Signature.Key ?? "utf8", Prefix: evidence.Signature.KeyPrefix ?? "");
        foreach (var secret in evidence.Secrets)
        {
            foreach (var prefix in Prefixes(secret.Text, written.Prefix))
            {
                foreach (var form in Forms.Where(form => (form, prefix) != written))
                {
                    yield return Read(evidence, secret, form, prefix);
                }
            }

            if (!secret.Text.StartsWith(StandardPrefix, StringComparison.Ordinal))
            {
                yield return Read(evidence, secret, "utf8", "") with
                {
                    Id = "secret-prefix",
                    Mistake = $"The provider's secret begins with '{StandardPrefix}', which is a part of the key; the gateway's copy lacks it.",
                    Cure = "Give the gateway the secret as the provider shows it.",
                    Text = text => StandardPrefix + text,
                };
            }
        }
    }

    private static Suspicion Read(Evidence evidence, KnownSecret secret, string form, string prefix)
    {
        var (wasForm, wasPrefix) = (evidence.Signature.Key ?? "utf8", evidence.Signature.KeyPrefix ?? "");
        return new Suspicion(
            "secret-encoding",
            $"The provider takes the secret {Way(form, prefix)}; the route takes it {Way(wasForm, wasPrefix)}.",
            $"Say in 'Signature': \"Key\": \"{form}\", \"KeyPrefix\": \"{prefix}\".")
        {
            Secrets = [secret],
            Text = form == "base64" ? Padded : null,
            Config = evidence.Config with { Signature = evidence.Signature with { Key = form, KeyPrefix = prefix } },
        };
    }

    private static string Way(string form, string prefix)
    {
        var way = form == "utf8" ? "as the text it is" : $"as {form}, decoded";
        return prefix.Length > 0 ? $"{way}, without '{prefix}'" : way;
    }

    /// <summary>None, the route's, and what the secret itself begins with; one that has it all is the secret's to the underscore.</summary>
    private static IEnumerable<string> Prefixes(string text, string written)
    {
        var underscore = text.IndexOf('_', StringComparison.Ordinal) + 1;
        string[] prefixes = ["", written, underscore is > 0 and <= LongestPrefix ? Known(text[..underscore]) : ""];
        return prefixes.Distinct(StringComparer.Ordinal);
    }

    /// <summary>Shown to people, so no part of a secret that is not a known prefix.</summary>
    private static string Known(string prefix) => prefix is StandardPrefix or "whsk_" or "whpk_" or "sk_" or "whk_" or "wh_" or "sec_" ? prefix : "";

    /// <summary>Some providers leave the padding out.</summary>
    private static string Padded(string text)
    {
        var bare = text.TrimEnd('=');
        var digits = bare.Length - (bare.IndexOf('_', StringComparison.Ordinal) + 1); // base64 has no underscore: what ends with one is a prefix
        return bare + new string('=', (4 - (digits % 4)) % 4);
    }
}
