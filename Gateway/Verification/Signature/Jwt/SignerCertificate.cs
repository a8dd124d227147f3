namespace Gateway.Verification.Signature.Jwt;

/// <summary>The signer of tokens, by a chain that is good.</summary>
/// <param name="PublicKey">A SubjectPublicKeyInfo in DER.</param>
/// <param name="NotBefore">In UTC, of all certificates of the chain.</param>
/// <param name="NotAfter">The same.</param>
internal sealed record SignerCertificate(byte[] PublicKey, DateTime NotBefore, DateTime NotAfter)
{
    public bool CountsAt(DateTimeOffset instant) => instant.UtcDateTime >= NotBefore && instant.UtcDateTime <= NotAfter;
}
