using Gateway.Verification.Signature.Keys;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>Key material that can tell whether a token is its owner's.</summary>
internal interface ITokenKey : ISignatureKey
{
    /// <summary>Whether this key made the token's signature, with the algorithm that the token names.</summary>
    /// <param name="token">The token.</param>
    /// <param name="instant">When it was received.</param>
    bool Verify(CompactToken token, DateTimeOffset instant);
}
