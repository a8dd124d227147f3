using System.Globalization;
using Gateway.Cli.Explaining.Hypotheses;
using Gateway.Verification.Signature;
using Gateway.Verification.Signature.Jwt;

namespace Gateway.Cli.Explaining.Tokens;

/// <summary>What a token says of itself that is not what the route asks for.</summary>
internal static class TokenChanges
{
    public static IEnumerable<SchemeChange> Of(SentToken token, Evidence evidence)
    {
        if (evidence.Signature.Jwt is not { } jwt)
        {
            yield break;
        }

        if (token.Algorithm is { } algorithm && jwt.Algorithms?.Contains(algorithm, StringComparer.Ordinal) != true)
        {
            yield return new SchemeChange(
                "token-algorithm", $"The token says that it is signed with '{PlainText.Of(algorithm)}', and the route takes {string.Join(", ", jwt.Algorithms ?? [])}",
                TokenAlgorithm.Find(algorithm) is null
                    ? "Have the provider sign with one of those; 'none' is no signature, and others are not supported"
                    : "List it in 'Jwt.Algorithms', if the provider's documentation names it",
                With(written => written with { Algorithms = [algorithm] }));
        }

        foreach (var change in jwt.Chain is { } chain ? OfChain(token.Certificates ?? [], chain, evidence) : [])
        {
            yield return change;
        }
    }

    private static IEnumerable<SchemeChange> OfChain(IReadOnlyList<SentCertificate?> sent, TokenChainConfig chain, Evidence evidence)
    {
        var length = chain.Length ?? TokenChainCompiler.DefaultLength;
        if (sent.Count == 0)
        {
            yield return new SchemeChange(
                "chain-missing", "The token brings no certificates ('x5c'), and the route knows its key by them alone",
                "Use the provider's signed notifications; for tokens by a published key write 'KeySet' in the place of 'Jwt.Chain'",
                static signature => signature);
            yield break;
        }

        if (sent.Count != length)
        {
            yield return new SchemeChange(
                "chain-length", string.Create(CultureInfo.InvariantCulture, $"The token brings {sent.Count} certificates, and the route expects {length}"),
                "Look where the token comes from (local tests sign with a certificate of their own); 'Jwt.Chain.Length' says how many there are",
                WithChain(written => written with { Length = sent.Count }));
        }

        if (sent.Contains(null))
        {
            yield break; // One cannot be read, and what cannot be followed cannot be pinned.
        }

        var known = sent.OfType<SentCertificate>().ToList();
        if (!known.Zip(known.Skip(1)).All(pair => pair.First.Issuer == pair.Second.Subject))
        {
            yield return new SchemeChange(
                "chain-broken", $"The certificates do not follow from each other: {string.Join(", then ", known.Select(one => one.Name))}",
                "Have the sender send the whole chain in its order (RFC 7515, section 4.1.6): the signer's first, the root last",
                static signature => signature);
            yield break;
        }

        if (!RootsOf(chain, evidence).Contains(known[^1].Sha256))
        {
            yield return new SchemeChange(
                "chain-root", $"The chain ends in {known[^1].Name}, SHA-256 {known[^1].Sha256}, which 'Jwt.Chain.Roots' does not list",
                "Compare with the root that the provider publishes, and list that one: whoever makes certificates has a root, too",
                WithChain(written => written with { Roots = [known[^1].Sha256] }));
        }

        foreach (var change in OfExtensions(known, chain).Concat(OfTime(known, evidence.Instant)))
        {
            yield return change;
        }
    }

    private static IEnumerable<SchemeChange> OfExtensions(List<SentCertificate> sent, TokenChainConfig chain)
    {
        const string cure = "It is one that the same authority gave for another purpose: compare 'Jwt.Chain' with the provider's documentation";
        var ofSigner = Lacking(sent[0], chain.SignerExtensions);
        if (ofSigner.Count > 0)
        {
            yield return new SchemeChange(
                "chain-extension", $"The signer's certificate {sent[0].Name} has not the extension {string.Join(", ", ofSigner)} ('SignerExtensions')", cure,
                WithChain(written => written with { SignerExtensions = null }));
        }

        var ofIssuer = sent.Count < 2 ? [] : Lacking(sent[1], chain.IssuerExtensions);
        if (ofIssuer.Count > 0)
        {
            yield return new SchemeChange(
                "chain-extension", $"The certificate above the signer's, {sent[1].Name}, has not the extension {string.Join(", ", ofIssuer)} ('IssuerExtensions')", cure,
                WithChain(written => written with { IssuerExtensions = null }));
        }
    }

    private static List<string> Lacking(SentCertificate certificate, IReadOnlyList<string>? extensions) =>
        [.. (extensions ?? []).Where(oid => !certificate.Extensions.Contains(oid, StringComparer.Ordinal))];

    private static IEnumerable<SchemeChange> OfTime(List<SentCertificate> sent, DateTimeOffset instant)
    {
        var (from, until) = (sent.Max(one => one.NotBefore), sent.Min(one => one.NotAfter));
        var isOver = instant >= until;
        if (isOver || instant < from)
        {
            var first = isOver ? sent.MinBy(one => one.NotAfter)! : sent.MaxBy(one => one.NotBefore)!;
            yield return new SchemeChange(
                isOver ? "chain-expired" : "chain-not-yet-valid",
                $"The certificate {first.Name} {(isOver ? $"ended at {Text(until)}" : $"counts from {Text(from)} on")}, and the token is judged at {Text(instant)}",
                "Judge a captured webhook at its own time (--at); of a live one the provider has to renew its certificate, or this machine's clock is wrong",
                static signature => signature)
            {
                Instant = from + ((until - from) / 2),
            };
        }
    }

    /// <summary>The SHA-256 of the roots that the route lists, those of files included.</summary>
    private static HashSet<string> RootsOf(TokenChainConfig chain, Evidence evidence)
    {
        var roots = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var written in chain.Roots ?? [])
        {
            roots.UnionWith(PinnedRoot.Of(written, evidence.Files)?.Select(root => root.Sha256) ?? [written]);
        }

        return roots;
    }

    private static Func<SignatureConfig, SignatureConfig> With(Func<JwtConfig, JwtConfig> change) => signature => signature with { Jwt = change(signature.Jwt!) };

    private static Func<SignatureConfig, SignatureConfig> WithChain(Func<TokenChainConfig, TokenChainConfig> change) =>
        With(written => written with { Chain = change(written.Chain!) });

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
