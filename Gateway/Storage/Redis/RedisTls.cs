using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using StackExchange.Redis;

namespace Gateway.Storage.Redis;

/// <summary>
/// What TLS needs beside the library's own settings. The files are read again for each connection, so that one that was
/// renewed is used without a restart.
/// </summary>
internal sealed class RedisTls
{
    private readonly RedisOptions _options;
    private readonly ConfigurationOptions _configuration;
    private RedisCertificateAuthority? _authority;
    private SslStreamCertificateContext? _certificate;

    /// <param name="options">Name the files.</param>
    /// <param name="configuration">All else that is said of TLS.</param>
    /// <exception cref="FormatException">A file cannot be used; the message names it.</exception>
    public RedisTls(RedisOptions options, ConfigurationOptions configuration)
    {
        (_options, _configuration) = (options, configuration);
        Read();
    }

    /// <summary>For a connection to this host. The library's settings have no effect beside it, and so stand in it.</summary>
    public SslClientAuthenticationOptions ForHost(string host)
    {
        try
        {
            Read();
        }
        catch (FormatException)
        {
            // Half-way renewed, or broken: the last good ones may do, and the reload of the configuration says what is wrong.
        }

        return new SslClientAuthenticationOptions
        {
            TargetHost = host,
            EnabledSslProtocols = _configuration.SslProtocols ?? default,
            CertificateRevocationCheckMode =
                _configuration.CheckCertificateRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = _authority is { } authority ? authority.Accepts : null,
            ClientCertificateContext = _certificate,
        };
    }

    private void Read()
    {
        var authority = _options.CertificateAuthority is { } file ? new RedisCertificateAuthority(file) : null;
        var certificate = _options.ClientCertificate is { } certificateFile
            ? RedisClientCertificate.Load(certificateFile, _options.ClientCertificateKey ?? certificateFile)
            : null;
        (_authority, _certificate) = (authority, certificate);
    }
}
