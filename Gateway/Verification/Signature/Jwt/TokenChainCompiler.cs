using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>Compiles <c>Signature:Jwt:Chain</c>.</summary>
internal static class TokenChainCompiler
{
    private const string FilePrefix = "file:";
    /// <summary>How many certificates a token brings where the route does not say.</summary>
    public const int DefaultLength = 3;

    private const int LeastLength = 2;
    private const int MostLength = 5;

    /// <summary>The chain; null if a problem was reported.</summary>
    public static TokenChain? Compile(SignatureContext context, TokenChainConfig config)
    {
        foreach (var (key, isWritten) in context.Config.Optional)
        {
            if (isWritten && key is ("Key" or "KeyPrefix" or "KeySet" or "KeySetRefresh" or "Secrets"))
            {
                context.Report("has no effect beside 'Jwt.Chain', whose certificates hold the key.", key);
            }
        }

        var length = config.Length ?? DefaultLength;
        if (length is < LeastLength or > MostLength)
        {
            context.Report($"{length} is out of range; use {LeastLength} to {MostLength} certificates.", "Jwt", "Chain", "Length");
        }

        CheckIdentifiers(context, config.SignerExtensions, "SignerExtensions");
        CheckIdentifiers(context, config.IssuerExtensions, "IssuerExtensions");
        var roots = ReadRoots(context, config);
        return roots.Count == 0 || length is < LeastLength or > MostLength
            ? null
            : new TokenChain(roots, length, config.SignerExtensions ?? [], config.IssuerExtensions ?? []);
    }

    private static HashSet<string> ReadRoots(SignatureContext context, TokenChainConfig config)
    {
        var roots = new HashSet<string>(StringComparer.Ordinal);
        if (config.Roots is not { Count: > 0 })
        {
            context.Report("is missing; without it anybody could sign with certificates of their own. List SHA-256 digests, or \"file:PATH\".", "Jwt", "Chain", "Roots");
        }

        foreach (var (index, root) in (config.Roots ?? []).Index())
        {
            var at = index.ToString(CultureInfo.InvariantCulture);
            if (root.StartsWith(FilePrefix, StringComparison.Ordinal))
            {
                ReadFile(context, root[FilePrefix.Length..], roots, at);
            }
            else if (root.Length == 2 * SHA256.HashSizeInBytes && root.All(char.IsAsciiHexDigit))
            {
                roots.Add(root.ToUpperInvariant());
            }
            else
            {
                context.Report($"found '{root}'; expected the SHA-256 of a root's certificate, 64 digits in hex, or \"file:PATH\".", "Jwt", "Chain", "Roots", at);
            }
        }

        return roots;
    }

    /// <summary>The certificates of a file in PEM; none where it holds none.</summary>
    public static X509Certificate2Collection ReadPem(byte[] file)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(Encoding.ASCII.GetString(file));
        }
        catch (CryptographicException)
        {
            certificates.Clear();
        }

        return certificates;
    }

    private static void ReadFile(SignatureContext context, string path, HashSet<string> roots, string at)
    {
        if (context.Stage.Files.Read(path, out var error) is not { } bytes)
        {
            context.Report(error, "Jwt", "Chain", "Roots", at);
            return;
        }

        var certificates = ReadPem(bytes);
        if (certificates.Count == 0)
        {
            context.Report($"the file '{path}' holds no certificate in PEM.", "Jwt", "Chain", "Roots", at);
        }

        foreach (var certificate in certificates)
        {
            roots.Add(certificate.GetCertHashString(HashAlgorithmName.SHA256));
            certificate.Dispose();
        }
    }

    private static void CheckIdentifiers(SignatureContext context, IReadOnlyList<string>? identifiers, string key)
    {
        foreach (var (index, identifier) in (identifiers ?? []).Index())
        {
            if (identifier.Split('.') is not { Length: > 1 } arcs || !arcs.All(arc => arc.Length > 0 && arc.All(char.IsAsciiDigit)))
            {
                context.Report($"found '{identifier}'; expected an object identifier such as 1.2.840.113635.100.6.11.1.", "Jwt", "Chain", key, index.ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}
