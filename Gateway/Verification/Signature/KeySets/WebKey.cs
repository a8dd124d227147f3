namespace Gateway.Verification.Signature.KeySets;

/// <summary>One JWK (RFC 7517): the parts of a key that verifies. A part that is not base64url is as one that is not there.</summary>
internal sealed record WebKey
{
    /// <summary><c>kty</c>: <c>RSA</c>, <c>EC</c>, <c>OKP</c> or <c>oct</c>.</summary>
    public required string Type { get; init; }

    /// <summary><c>kid</c>: what tokens call it.</summary>
    public string? Id { get; init; }

    /// <summary><c>alg</c>: the only algorithm it is meant for; null for any that its kind allows.</summary>
    public string? Algorithm { get; init; }

    /// <summary><c>crv</c>, of <c>EC</c> and <c>OKP</c>.</summary>
    public string? Curve { get; init; }

    /// <summary><c>n</c>, of <c>RSA</c>.</summary>
    public byte[]? Modulus { get; init; }

    /// <summary><c>e</c>, of <c>RSA</c>.</summary>
    public byte[]? Exponent { get; init; }

    /// <summary><c>x</c>, of <c>EC</c> and <c>OKP</c>.</summary>
    public byte[]? X { get; init; }

    /// <summary><c>y</c>, of <c>EC</c>.</summary>
    public byte[]? Y { get; init; }

    /// <summary><c>k</c>, of <c>oct</c>: a secret of both sides.</summary>
    public byte[]? Secret { get; init; }
}
