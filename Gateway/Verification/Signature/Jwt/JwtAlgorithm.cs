using System.Globalization;
using Gateway.Verification.Fetching;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Signature.Keys.PublicKeys;
using Gateway.Verification.Signature.KeySets;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Jwt;

/// <summary><c>jwt</c>: the signature is a JSON Web Token (RFC 7519), whose claims say what else of the request it covers.</summary>
internal sealed class JwtAlgorithm : ISignatureAlgorithm
{
    private const string Present = "{present}";

    private static readonly TimeSpan LongestLeeway = TimeSpan.FromMinutes(1);

    public IReadOnlyList<string> Settings { get; } = ["Jwt", "Key", "KeyPrefix", "KeySet", "KeySetRefresh"];

    public IKeyForm? Compile(SignatureContext context)
    {
        if (context.Config.Separator is not null)
        {
            context.Report("has no effect with the algorithm 'jwt': there is one token.", "Separator");
        }

        var config = context.Config.Jwt ?? new JwtConfig();
        var algorithms = ReadAlgorithms(context, config);
        var claims = ReadClaims(context, config);
        var leeway = context.Stage.Duration(config.Leeway, TimeSpan.Zero, TimeSpan.Zero, LongestLeeway, "Signature", "Jwt", "Leeway");
        var signed = SignedBy(claims);
        context.ReportUnsignedTimestamp(signed, "Put it into a claim of 'Signature:Jwt:Claims', read it from one (\"jwt:iat\"), or leave 'Replay' out.");
        if (algorithms.Count == 0)
        {
            return null;
        }

        var isMac = algorithms[0].Mac is not null;
        if (config.Chain is { } chain)
        {
            return ChainOf(context, chain, algorithms, claims, leeway, signed);
        }

        var verifier = new TokenVerifier(algorithms, claims, new TokenLifetime(leeway));
        return isMac
            ? MacForm(context, algorithms, new TokenWriter(algorithms[0], claims), verifier, signed)
            : PublicForm(context, algorithms, verifier, signed);
    }

    private static ChainForm? ChainOf(
        SignatureContext context, TokenChainConfig config, List<TokenAlgorithm> algorithms, List<ExpectedTokenClaim> claims, TimeSpan leeway, SignedValues signed)
    {
        if (algorithms[0].Mac is not null)
        {
            context.Report("is for public keys; a certificate holds no shared secret.", "Jwt", "Chain");
            return null;
        }

        var verifier = new TokenVerifier(algorithms, claims, new TokenLifetime(leeway)) { MaxLength = CompactToken.MaxLengthWithCertificates };
        return TokenChainCompiler.Compile(context, config) is { } chain ? new ChainForm(new ChainTokenKey(chain, algorithms), "x5c", verifier, signed) : null;
    }

    private static KeyForm<ITokenKey>? MacForm(
        SignatureContext context, List<TokenAlgorithm> algorithms, TokenWriter writer, TokenVerifier verifier, SignedValues signed)
    {
        if (ProviderUrl.IsUrl(context.Config.KeySet))
        {
            context.Report("is for public keys; with HS256, HS384 and HS512 whoever reads the set can sign. Use 'Secrets'.", "KeySet");
        }

        return KeyText.Read(context) is { } key
            ? new KeyForm<ITokenKey>(Read, verifier, signed)
            {
                ReadWebKey = webKey => webKey.Secret is { } secret && Fitting(algorithms, webKey).Count > 0
                    ? new MacTokenKey(secret, writer, webKey.Algorithm)
                    : null,
            }
            : null;

        MacTokenKey Read(string text) => text.StartsWith("-----BEGIN ", StringComparison.Ordinal)
            ? throw new FormatException("is PEM, a key that others have too; HS256, HS384 and HS512 need a shared secret.")
            : new MacTokenKey(key.Decode(text), writer);
    }

    public static KeyForm<ITokenKey>? PublicForm(
        SignatureContext context, List<TokenAlgorithm> algorithms, ISignatureVerifier<ITokenKey> verifier, SignedValues signed) =>
        PublicKeyText.Read(context, algorithms[0].PublicKey!) is { } key
            ? new KeyForm<ITokenKey>(text => PublicTokenKey.Import(key.Decode(text), algorithms), verifier, signed)
            {
                ReadWebKey = webKey => webKey.Info is { } info ? PublicTokenKey.Import(info, Fitting(algorithms, webKey)) : null,
            }
            : null;

    /// <summary>A JWK may say which algorithm it is for (RFC 7517, section 4.4), and then serves no other.</summary>
    private static List<TokenAlgorithm> Fitting(List<TokenAlgorithm> algorithms, WebKey key) =>
        key.Algorithm is null ? algorithms : algorithms.FindAll(algorithm => algorithm.Name == key.Algorithm);

    public static List<TokenAlgorithm> ReadAlgorithms(SignatureContext context, JwtConfig config)
    {
        var algorithms = new List<TokenAlgorithm>();
        if (config.Algorithms is not { Count: > 0 })
        {
            // Never by what the token says: who chooses the algorithm chooses what the key is taken for (RFC 8725, section 3.1).
            context.Report($"is missing; list what the provider signs with, of {TokenAlgorithm.Names}.", "Jwt", "Algorithms");
        }

        foreach (var (index, name) in (config.Algorithms ?? []).Index())
        {
            if (TokenAlgorithm.Find(name) is { } algorithm)
            {
                algorithms.Add(algorithm);
                continue;
            }

            context.Report(
                $"found '{name}'; expected {TokenAlgorithm.Names}.",
                "Jwt", "Algorithms", index.ToString(CultureInfo.InvariantCulture));
        }

        if (algorithms.Exists(algorithm => algorithm.Mac is null) && algorithms.Exists(algorithm => algorithm.Mac is not null))
        {
            context.Report(
                "mixes shared secrets (HS...) with public keys: a public key, which everybody has, could be taken for the secret. "
                + "Use two routes.",
                "Jwt", "Algorithms");
            algorithms.Clear(); // said once, and not again by every key
        }

        return algorithms;
    }

    private static List<ExpectedTokenClaim> ReadClaims(SignatureContext context, JwtConfig config)
    {
        var claims = new List<ExpectedTokenClaim>();
        var url = context.Url();
        foreach (var (name, written) in config.Claims ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            // Configuration keeps the JSON value true as "True"; in a token it stands as it was written.
            var text = written is "True" or "False" ? written.ToLowerInvariant() : written;
            if (text == Present)
            {
                claims.Add(new ExpectedTokenClaim(name, content: null));
            }
            else if (name is "exp" or "nbf" or "iat")
            {
                context.Report($"is judged by the clock, not by a text; leave it out, or write '{Present}' if it must be there.", "Jwt", "Claims", name);
            }
            else if (text.Contains("{sha256:", StringComparison.Ordinal))
            {
                context.Report("is no text: a claim holds the digest as {sha256-hex:...}, {sha256-base64:...} or {sha256-base64url:...}.", "Jwt", "Claims", name);
            }
            else if (new ContentTemplateParser(timestamp: null, url, context.Stage.BodyPointers).Parse(text, out var error) is { } content)
            {
                claims.Add(new ExpectedTokenClaim(name, content));
            }
            else
            {
                context.Report(error!, "Jwt", "Claims", name);
            }
        }

        return claims;
    }

    private static SignedValues SignedBy(List<ExpectedTokenClaim> claims)
    {
        var signed = claims.Select(claim => claim.Content?.Signed).OfType<SignedValues>().ToList();
        return new SignedValues(
            signed.Exists(values => values.Body),
            signed.Exists(values => values.Query),
            [.. signed.SelectMany(values => values.Named)],
            Token: true);
    }
}
