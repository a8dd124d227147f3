namespace Gateway.Cli.Explaining;

/// <summary>What the computation with a public key costs, in bytes of <see cref="SearchWork"/>: far more than a hash, and once for each signature that a request carries.</summary>
internal static class KeyCost
{
    /// <summary>Ed25519, P-256 and RSA with 2,048 bits take 30 to 100 us.</summary>
    private const long Least = 100 * 1024;

    /// <summary>P-384 and P-521.</summary>
    private const long OfLongCurve = 800 * 1024;

    /// <summary>RSA takes the time of the square of its key, whose PEM has 450 characters for 2,048 bits and 1,470 for 8,192.</summary>
    private const long RsaDivisor = 5;

    /// <param name="algorithm">As configuration names it.</param>
    /// <param name="keyLength">Characters of the key's text.</param>
    /// <param name="signatures">How many the request carries.</param>
    public static long Of(string? algorithm, int keyLength, int signatures)
    {
        if (algorithm is null or "shared-token" or "basic" or "none" or "sha1" or "sha256" or "keccak256" || algorithm.StartsWith("hmac-", StringComparison.Ordinal))
        {
            return 0;
        }

        var one = algorithm.Contains("p384", StringComparison.Ordinal) || algorithm.Contains("p521", StringComparison.Ordinal)
            ? OfLongCurve
            : Math.Max(Least, (long)keyLength * keyLength / RsaDivisor);
        return one * Math.Max(1, signatures);
    }
}
