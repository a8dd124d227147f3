using Gateway.Reading;
using Gateway.Verification.Signature.Jwt;

namespace Gateway.Cli.Explaining.Tokens;

/// <summary>The certificates behind one entry of <c>Jwt.Chain.Roots</c>.</summary>
internal static class PinnedRoot
{
    private const string FilePrefix = "file:";

    /// <summary>Those of its file; null for a digest, of which nothing more is known.</summary>
    public static IReadOnlyList<SentCertificate>? Of(string written, ConfigurationFiles files)
    {
        if (!written.StartsWith(FilePrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var roots = new List<SentCertificate>();
        foreach (var certificate in files.Read(written[FilePrefix.Length..], out _) is { } bytes ? TokenChainCompiler.ReadPem(bytes) : [])
        {
            roots.Add(SentCertificate.Of(certificate));
            certificate.Dispose();
        }

        return roots;
    }
}
