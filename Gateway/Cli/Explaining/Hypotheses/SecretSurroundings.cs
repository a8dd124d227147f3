namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>What stands around the secret: a line end that was pasted at the provider, quotes that a shell would have taken off.</summary>
internal sealed class SecretSurroundings : IHypothesis
{
    private static readonly (string Suffix, string What)[] Suffixes =
        [("\n", "a line end"), (" ", "a blank"), ("\r\n", "a line end (CR LF)"), ("\t", "a tab"), ("\n\n", "two line ends")];

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        foreach (var (suffix, what) in evidence.IsKeyed ? Suffixes : [])
        {
            yield return new Suspicion(
                "secret-surroundings",
                $"The provider's copy of the secret ends with {what}, which was pasted with it; the gateway's does not.",
                "Enter the secret at the provider again, without it.")
            {
                Config = WithSuffix(evidence, suffix + evidence.Signature.KeySuffix),
            };
        }

        yield return Trimmed("stands in quotes", "without the quotes: an env file is not read by a shell, which would take them off", Unquoted);
        yield return Trimmed("ends with a backslash and an n", "with its line end taken away: it was never a line end", text => Ended(text, "\\n"));
        yield return Trimmed("holds characters that cannot be seen", "by hand: they came with a copy from a page or chat", Visible);
        yield return Trimmed("ends with a semicolon or comma", "without it", text => Ended(text, ";") ?? Ended(text, ","));
    }

    private static Suspicion Trimmed(string what, string how, Func<string, string?> trim) =>
        new("secret-surroundings", $"The gateway's copy of the secret {what}, which the provider's does not.", $"Write the secret {how}.") { Text = trim };

    private static Configuration.VerificationConfig WithSuffix(Evidence evidence, string suffix) =>
        evidence.Config with { Signature = evidence.Signature with { KeySuffix = suffix } };

    private static string? Unquoted(string text) =>
        text is ['"', _, .., '"'] or ['\'', _, .., '\''] or ['`', _, .., '`'] ? text[1..^1] : null;

    private static string? Ended(string text, string end) => text.EndsWith(end, StringComparison.Ordinal) ? text[..^end.Length] : null;

    private static string? Visible(string text)
    {
        var visible = string.Concat(text.Where(c => c is not ('\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\u00AD')));
        return visible == text ? null : visible;
    }
}
