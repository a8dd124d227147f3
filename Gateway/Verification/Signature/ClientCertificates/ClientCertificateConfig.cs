namespace Gateway.Verification.Signature.ClientCertificates;

/// <summary>The <c>Signature:ClientCertificate</c> section of a route as written: null means the file does not say.</summary>
internal sealed record ClientCertificateConfig
{
    /// <summary>
    /// <c>file:PATH</c> of PEM certificates: the roots that a certificate must chain to and, where the provider does not send
    /// them, the certificates between. Required with <see cref="Subjects"/>. Default: none, the certificate is known by its thumbprint.
    /// </summary>
    public IReadOnlyList<string>? Authorities { get; init; }

    /// <summary>Whose certificates are the provider's: <c>CN=NAME</c> (the subject's common name) or <c>dns:NAME</c> (an alternative name).</summary>
    public IReadOnlyList<string>? Subjects { get; init; }

    /// <summary>Which certificates are the provider's: SHA-256 in hex. One of these or of <see cref="Subjects"/> must be the sender's.</summary>
    public IReadOnlyList<string>? Thumbprints { get; init; }

    /// <summary>
    /// Where a trusted proxy that ends TLS passes the certificate on, e.g. <c>X-Amzn-Mtls-Clientcert-Leaf</c>. Default: it is that
    /// of the connection.
    /// </summary>
    public string? Header { get; init; }
}
