using System.Text;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>A secret that was copied by eye or by hand: one character is another, is missing, is there too much, or has changed places with its neighbour.</summary>
internal sealed class SecretTypo : IHypothesis
{
    private const int LongestSecret = 128;

    /// <summary>In bytes that are hashed for it: a part of what the search may do.</summary>
    private const long MostWork = 256L * 1024 * 1024;

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (evidence.Direct is not { TakesKeys: true })
        {
            yield break;
        }

        foreach (var secret in evidence.Secrets.Where(secret => secret.Text.Length is > 4 and <= LongestSecret && secret.Text.All(char.IsAscii)))
        {
            var cost = 190L * secret.Text.Length * (4096 + (2L * evidence.Request.Body.Length));
            if (cost > MostWork)
            {
                evidence.Work.CutShort();
                continue;
            }

            foreach (var (text, how) in Mistyped(secret.Text))
            {
                if (evidence.Work.IsSpent)
                {
                    yield break;
                }

                if (KeyReading.Read(evidence.Signature.Key, evidence.Signature.KeyPrefix ?? "", evidence.Signature.KeySuffix ?? "", text) is { } key
                    && evidence.MayBeSignedBy(key))
                {
                    yield return new Suspicion(
                        "secret-typo",
                        $"The key that signed is the gateway's secret '{secret.Id}', but for one thing: {how}.",
                        "Copy the secret again on both sides, with the button of the page and not by eye (0 and O, 1, l and I).")
                    {
                        Secrets = [secret],
                        Text = _ => text,
                    };
                }
            }
        }
    }

    /// <summary>Said without the place: it would tell a part of the secret.</summary>
    private static IEnumerable<(string Text, string How)> Mistyped(string secret)
    {
        var text = new StringBuilder(secret.Length + 1);
        for (var at = 0; at < secret.Length; at++)
        {
            yield return (secret.Remove(at, 1), "the gateway's copy has one character too many");
            if (at + 1 < secret.Length && secret[at] != secret[at + 1])
            {
                yield return (text.Clear().Append(secret, 0, at).Append(secret[at + 1]).Append(secret[at]).Append(secret, at + 2, secret.Length - at - 2).ToString(), "two characters have changed places");
            }

            for (var other = '!'; other <= '~'; other++)
            {
                if (other != secret[at])
                {
                    yield return (text.Clear().Append(secret, 0, at).Append(other).Append(secret, at + 1, secret.Length - at - 1).ToString(), "one character is another");
                }

                yield return (secret.Insert(at, other.ToString()), "the gateway's copy lacks one character");
            }
        }
    }
}
