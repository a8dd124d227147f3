namespace Gateway.Configuration.Hosting;

/// <summary>A certificate of the server: a file, or one of the system's store.</summary>
internal sealed record KestrelCertificateConfig
{
    /// <summary>PKCS #12 or PEM file; relative to the working directory of the process.</summary>
    public string? Path { get; init; }

    /// <summary>PEM file of the private key, for a certificate in PEM.</summary>
    public string? KeyPath { get; init; }

    /// <summary>Of the file, or of the key.</summary>
    public string? Password { get; init; }

    public string? Subject { get; init; }

    public string? Store { get; init; }

    public string? Location { get; init; }

    public bool? AllowInvalid { get; init; }
}
