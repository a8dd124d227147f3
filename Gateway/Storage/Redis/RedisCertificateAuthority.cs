using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Storage.Redis;

/// <summary>Accepts a server certificate only if it is for the host asked for and was issued by one authority.</summary>
internal sealed class RedisCertificateAuthority
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    private readonly X509Certificate2Collection _authority = [];

    /// <exception cref="FormatException">The file cannot be read or holds no certificate.</exception>
    public RedisCertificateAuthority(string pemFile)
    {
        try
        {
            _authority.ImportFromPemFile(pemFile);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new FormatException($"CertificateAuthority '{pemFile}' cannot be read: {failure.Message}", failure);
        }

        if (_authority.Count == 0)
        {
            throw new FormatException($"CertificateAuthority '{pemFile}' holds no certificate in PEM form.");
        }
    }

    /// <summary>A <see cref="RemoteCertificateValidationCallback"/>.</summary>
    public bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        Defect(certificate, chain, errors) is null;

    /// <summary>Why it is not accepted, behind "the certificate"; null if it is.</summary>
    public string? Defect(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        // The system may well call the chain broken, for it does not know the authority. Anything else, such as a
        // certificate for another host, stands.
        if (certificate is null || (errors & SslPolicyErrors.RemoteCertificateNotAvailable) != SslPolicyErrors.None)
        {
            return "is missing.";
        }

        if ((errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return "is for another host.";
        }

        using var server = new X509Certificate2(certificate);
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(_authority);
        own.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // Private authorities seldom publish lists.
        own.ChainPolicy.DisableCertificateDownloads = true;
        if (chain is not null)
        {
            own.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore); // What the server sent along.
        }

        return own.Build(server) ? null
            : Array.Exists(own.ChainStatus, status => status.Status == X509ChainStatusFlags.NotTimeValid) ? "has expired, or does not count yet."
            : $"is not one that 'CertificateAuthority' vouches for ({string.Join(", ", own.ChainStatus.Select(status => status.Status))}).";
    }
}
