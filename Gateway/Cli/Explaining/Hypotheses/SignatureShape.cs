using Gateway.Verification.Signature;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The ways a signature of one kind may be written, as configuration says them.</summary>
internal static class SignatureShape
{
    private static readonly string[] Encodings = ["hex", "hex-upper", "base64", "base64url"];
    private static readonly string[] Algorithms = ["hmac-sha256", "hmac-sha1", "hmac-sha512", "hmac-sha384"];
    private static readonly string[] CommonPrefixes = ["sha256=", "sha1=", "sha512=", "v1=", "v0=", "v1,", "Bearer ", "Basic ", "Token ", "HMAC "];

    /// <summary>The section written otherwise: in another encoding, with another prefix, of another algorithm if wanted.</summary>
    public static IEnumerable<SignatureConfig> Others(SignatureConfig signature, IReadOnlyList<string> values, bool withAlgorithms)
    {
        var isHmac = signature.Algorithm?.StartsWith("hmac-", StringComparison.Ordinal) == true;
        string?[] algorithms = [signature.Algorithm, .. withAlgorithms && isHmac ? Algorithms.Where(name => name != signature.Algorithm) : []];
        string?[] encodings = [.. signature.Algorithm is "shared-token" or "basic" ? (string?[])[null] : Encodings];
        foreach (var algorithm in algorithms)
        {
            foreach (var prefix in Prefixes(signature.Prefix ?? "", values))
            {
                foreach (var encoding in encodings)
                {
                    yield return signature with { Algorithm = algorithm, Prefix = prefix, Encoding = encoding };
                }
            }
        }
    }

    /// <summary>What is different, for people.</summary>
    public static string Difference(SignatureConfig written, SignatureConfig found)
    {
        var differences = new List<string>();
        if (found.Algorithm != written.Algorithm)
        {
            differences.Add($"made with {found.Algorithm} and not {written.Algorithm}");
        }

        if ((found.Encoding ?? "hex") != (written.Encoding ?? "hex") && found.Algorithm is not ("shared-token" or "basic"))
        {
            differences.Add($"written in {found.Encoding ?? "hex"} and not {written.Encoding ?? "hex"}");
        }

        if ((found.Prefix ?? "") != (written.Prefix ?? ""))
        {
            differences.Add(found.Prefix is { Length: > 0 } prefix
                ? $"behind '{prefix}'"
                : $"without '{written.Prefix}' before it");
        }

        return string.Join(", ", differences);
    }

    public static string Settings(SignatureConfig found) =>
        $"\"Algorithm\": \"{found.Algorithm}\", \"Encoding\": \"{found.Encoding ?? "hex"}\", \"Prefix\": \"{found.Prefix}\"";

    /// <summary>The route's, none, and what stands in the values themselves.</summary>
    private static IEnumerable<string> Prefixes(string written, IReadOnlyList<string> values)
    {
        var seen = CommonPrefixes.Where(prefix => values.Any(value => value.Contains(prefix, StringComparison.Ordinal)));
        return new[] { written, "" }.Concat(seen).Distinct(StringComparer.Ordinal);
    }
}
