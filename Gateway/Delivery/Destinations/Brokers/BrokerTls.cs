using System.Net.Security;
using System.Security.Authentication;
using Gateway.Storage.Redis;

namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>What TLS to a broker needs beside the client's own settings. Files are read again for each connection, so that a renewed one is used.</summary>
/// <param name="CertificateAuthority">PEM file of the authority that signed the broker's certificate; null for those of the system.</param>
/// <param name="ClientCertificate">PEM file of the certificate that is shown; null for none.</param>
/// <param name="ClientCertificateKey">PEM file of its key; null if that stands in the same file.</param>
internal sealed record BrokerTls(string? CertificateAuthority, string? ClientCertificate, string? ClientCertificateKey)
{
    public bool IsEmpty => CertificateAuthority is null && ClientCertificate is null;

    /// <summary>Puts them to the options of a connection.</summary>
    /// <exception cref="FormatException">A file cannot be used; the message names it.</exception>
    public void Apply(SslClientAuthenticationOptions options)
    {
        options.RemoteCertificateValidationCallback = Validation();
        options.ClientCertificateContext = Certificate();
    }

    /// <summary>Null where the system's authorities decide. It throws, as a refusal alone would not say why.</summary>
    /// <exception cref="FormatException">The file cannot be used; the message names it.</exception>
    public RemoteCertificateValidationCallback? Validation()
    {
        if (CertificateAuthority is not { } file)
        {
            return null;
        }

        var authority = new RedisCertificateAuthority(file);
        return (_, certificate, chain, errors) =>
            authority.Defect(certificate, chain, errors) is { } defect ? throw new AuthenticationException($"The remote certificate {defect}") : true;
    }

    /// <summary>Null where none is shown.</summary>
    public SslStreamCertificateContext? Certificate() =>
        ClientCertificate is { } certificate ? RedisClientCertificate.Load(certificate, ClientCertificateKey ?? certificate) : null;
}
