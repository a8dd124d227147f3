namespace Gateway.Verification.Signature.Keys;

/// <summary>How a signature is written. Exactly one form is right: another spelling of the same bytes is refused.</summary>
internal enum SignatureEncoding
{
    Hex,
    HexUpper,
    Base64,
    Base64Url,
}
