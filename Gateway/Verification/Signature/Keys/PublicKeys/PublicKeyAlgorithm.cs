namespace Gateway.Verification.Signature.Keys.PublicKeys;

/// <summary>A signature algorithm of public keys, whatever their signatures are carried in.</summary>
/// <param name="DefaultForm">What <c>Signature:Key</c> is where the file does not say: how this kind of key is mostly given out.</param>
/// <param name="TakesRawKeys">Whether a key is also given out as its bare bytes, in hex or base64.</param>
/// <param name="Import">
/// Makes a key of a SubjectPublicKeyInfo in DER. Throws <see cref="FormatException"/> for one that does not fit, with a message
/// that goes on from "the secret 'ID' " and never repeats the key.
/// </param>
internal sealed record PublicKeyAlgorithm(string DefaultForm, bool TakesRawKeys, Func<byte[], IPublicKey> Import)
{
    /// <summary>What a JWK calls it (RFC 7518, section 3.1; RFC 8037; RFC 9864); null where it has no name there.</summary>
    public IReadOnlyList<string>? WebNames { get; init; }
}
