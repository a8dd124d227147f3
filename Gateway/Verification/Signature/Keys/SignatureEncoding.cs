namespace Gateway.Verification.Signature.Keys;

/// <summary>How a signature is written. Exactly one form is right: another spelling of the same bytes is refused.</summary>
internal enum SignatureEncoding
{
    Hex,
    HexUpper,
    Base64,
    Base64Url,

    /// <summary>Standard base64 without the equals signs at its end.</summary>
    Base64Unpadded,

    /// <summary>The alphabet for URLs, with the equals signs.</summary>
    Base64UrlPadded,

    /// <summary>The base64 of the text in lower-case hex.</summary>
    Base64OfHex,
}
