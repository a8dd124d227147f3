namespace Gateway.Verification.Signature.Certificates;

/// <summary>The <c>Signature:Certificate</c> section of a route as written: null means the file does not say.</summary>
internal sealed record CertificateConfig
{
    /// <summary>Where the webhook names the URL of its certificate, e.g. <c>body:/SigningCertURL</c>. Required.</summary>
    public string? Url { get; init; }

    /// <summary>
    /// Which URLs those may be: <c>https</c> with host and path, an asterisk for a part of one label or step, e.g.
    /// <c>https://sns.eu-*.amazonaws.com/*.pem</c>. What is signed under any other is nobody's. Required.
    /// </summary>
    public IReadOnlyList<string>? Allowed { get; init; }
}
