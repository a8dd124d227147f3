namespace Gateway.Verification.Body;

/// <summary>What a signature over a compressed body is made of.</summary>
internal enum SignedBytes
{
    /// <summary>The bytes as they came.</summary>
    Received,

    /// <summary>What they are decoded to, as Stream signs before it compresses.</summary>
    Decoded,
}
