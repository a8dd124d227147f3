namespace Gateway.Verification.Body;

/// <summary>The <c>Body</c> section of a route as written: null means the file does not say.</summary>
internal sealed record BodyConfig
{
    /// <summary>The largest body in bytes. Default: <c>Gateway:Limits:MaxBodyBytes</c>; 0 to 1 GiB.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Media types that are let in, without parameters. Default: any.</summary>
    public IReadOnlyList<string>? ContentTypes { get; init; }
}
