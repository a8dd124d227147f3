using Gateway.Verification.Signature.Keys;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>Key material that can tell whether a token is its owner's.</summary>
internal interface ITokenKey : ISignatureKey
{
    /// <summary>Whether this key made the token's signature, with the algorithm that the token names.</summary>
    bool Verify(CompactToken token);
}
