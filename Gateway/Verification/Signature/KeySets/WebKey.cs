namespace Gateway.Verification.Signature.KeySets;

/// <summary>One JWK (RFC 7517) that verifies signatures: a public key or a shared secret.</summary>
/// <param name="Id"><c>kid</c>: what tokens call it; null if it has none.</param>
/// <param name="Algorithm"><c>alg</c>: the only algorithm it is meant for; null for any that its kind allows.</param>
/// <param name="Info">The public key, a SubjectPublicKeyInfo in DER; null for a secret.</param>
/// <param name="Secret">The secret; null for a public key.</param>
internal sealed record WebKey(string? Id, string? Algorithm, byte[]? Info, byte[]? Secret)
{
    /// <summary>The SHA-256 of its members in base64url (RFC 7638), by which RFC 9421's <c>keyid</c> may name it; null for a secret.</summary>
    public string? Thumbprint { get; init; }

    public override string ToString() => $"key '{Id}'"; // A secret is never printed.
}
