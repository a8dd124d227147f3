using Gateway.Verification.Signature.Keys;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>Key material that can tell whether a signature base is signed by its owner (RFC 9421, section 3.3).</summary>
internal interface IMessageKey : ISignatureKey
{
    bool Verify(ReadOnlySpan<byte> signatureBase, ReadOnlySpan<byte> signature);
}
