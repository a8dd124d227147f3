namespace Gateway.Verification.Signature.Content;

/// <summary>Which digest is signed in place of what it is made of, and how it is written.</summary>
internal enum DigestForm
{
    /// <summary>SHA-256, its 32 bytes.</summary>
    Sha256,

    /// <summary>SHA-256 in 64 lower-case hex digits.</summary>
    Sha256Hex,

    /// <summary>SHA-256 in base64, padded.</summary>
    Sha256Base64,

    /// <summary>SHA-256 in base64url, unpadded.</summary>
    Sha256Base64Url,

    /// <summary>MD5 in base64, as Sinch signs it. Two bodies with one sum are easily made, so it covers nothing either.</summary>
    Md5Base64,

    /// <summary>CRC-32 in decimal. It tells an accident, never an attack: another body with the same sum is easily made.</summary>
    Crc32,
}
