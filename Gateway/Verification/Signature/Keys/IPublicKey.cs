namespace Gateway.Verification.Signature.Keys;

/// <summary>A key that verifies and cannot sign, with its algorithm.</summary>
internal interface IPublicKey
{
    /// <summary>Whether the signature is the owner's over this content; false for one that is malformed.</summary>
    bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature);
}
