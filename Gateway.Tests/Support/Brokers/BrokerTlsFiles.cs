using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tests.Support.Brokers;

/// <summary>The files of a broker that is reached by TLS, and of who connects to it: certificates in PEM, each with its key in the same file.</summary>
internal sealed class BrokerTlsFiles : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gateway-broker-tls-");
    private readonly TestAuthority _other = new("Another authority");

    public BrokerTlsFiles()
    {
        File.WriteAllText(AuthorityFile, Authority.CertificatePem);
        File.WriteAllText(OtherAuthorityFile, _other.CertificatePem);
        IssueServer();
        IssueClient();
    }

    /// <summary>Signed what the server shows, and is the one whose clients it believes.</summary>
    public TestAuthority Authority { get; } = new();

    public string AuthorityFile => InDirectory("authority.pem");

    public string OtherAuthorityFile => InDirectory("other.pem");

    public string ServerFile => InDirectory("server.pem");

    public string ServerKeyFile => InDirectory("server.key");

    /// <summary>Of the gateway.</summary>
    public string ClientFile => InDirectory("client.pem");

    /// <summary>A certificate of the server for 127.0.0.1.</summary>
    /// <param name="notAfter">Its end; null for tomorrow.</param>
    public void IssueServer(DateTimeOffset? notAfter = null)
    {
        var (certificate, key) = Authority.Issue("127.0.0.1", notAfter);
        File.WriteAllText(ServerFile, certificate);
        File.WriteAllText(ServerKeyFile, key);
    }

    /// <summary>A certificate of the gateway, by the authority that the server believes or by another one.</summary>
    public void IssueClient(bool isBelieved = true)
    {
        using var client = (isBelieved ? Authority : _other).Issue(new TestClientCertificate());
        using var key = client.GetECDsaPrivateKey()!;
        File.WriteAllText(ClientFile, $"{client.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }

    public void Dispose()
    {
        Authority.Dispose();
        _other.Dispose();
        _directory.Delete(recursive: true);
    }

    private string InDirectory(string file) => Path.Combine(_directory.FullName, file);
}
