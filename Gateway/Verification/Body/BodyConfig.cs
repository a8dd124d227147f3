namespace Gateway.Verification.Body;

/// <summary>The <c>Body</c> section of a route as written: null means the file does not say.</summary>
internal sealed record BodyConfig
{
    /// <summary>The largest body in bytes. Default: <c>Gateway:Limits:MaxBodyBytes</c>; 0 to 1 GiB.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Media types that are let in, without parameters. Default: any.</summary>
    public IReadOnlyList<string>? ContentTypes { get; init; }

    /// <summary>
    /// Codings of <c>Content-Encoding</c> that are read, one at a time: <c>gzip</c>, <c>deflate</c>, <c>br</c>. Another is refused then. The body
    /// is forwarded as it was received. Default: none; a compressed body is no more than its bytes.
    /// </summary>
    public IReadOnlyList<string>? Decode { get; init; }

    /// <summary>
    /// The longest decoded body in bytes, only with <see cref="Decode"/>. Default: <see cref="MaxBytes"/>; 0 to 1 GiB. What is decoded before its
    /// sender is proven, at most 1 MiB.
    /// </summary>
    public long? MaxDecodedBytes { get; init; }

    /// <summary>
    /// How many times as long as the received body the decoded one may be, beyond 64 KiB; only with <see cref="Decode"/>. Default 100; 1 to 10,000.
    /// </summary>
    public int? MaxDecodedRatio { get; init; }

    /// <summary>What a signature over a compressed body is made of; only with <see cref="Decode"/>. Default <see cref="SignedBytes.Received"/>.</summary>
    public SignedBytes? SignedOver { get; init; }
}
