namespace Gateway.Verification.Signature.Keys;

/// <summary>A key that verifies and cannot sign, with its algorithm. Any number of threads may use it at once.</summary>
internal interface IPublicKey
{
    /// <summary>What a signature by it is, in words.</summary>
    string Form { get; }

    /// <summary>Whether the bytes could be a signature by a key of this kind: their length and, if it has one, their structure.</summary>
    bool IsWellFormed(ReadOnlySpan<byte> signature);

    /// <summary>Whether the signature is the owner's over this content; false for one that is malformed.</summary>
    bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature);
}
