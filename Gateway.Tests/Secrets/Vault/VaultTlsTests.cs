using System.Security.Cryptography.X509Certificates;
using Gateway.Tests.Support;

namespace Gateway.Tests.Secrets.Vault;

/// <summary>A Vault whose certificate is of a private authority.</summary>
public sealed class VaultTlsTests : IDisposable
{
    private const string Body = """{"id":"evt_1"}""";
    private const string SecretOfAcme = "secret-of-acme-never-to-be-seen";
    private const string Address = "127.0.0.1";

    private readonly TestAuthority _authority = new("Authority of the Vault");
    private readonly TestAuthority _other = new("Another authority");
    private readonly CapturedLog _log = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-test-");

    public VaultTlsTests()
    {
        File.WriteAllText(PathOf("right.pem"), _authority.CertificatePem);
        File.WriteAllText(PathOf("other.pem"), _other.CertificatePem);
        File.WriteAllText(PathOf("both.pem"), $"{_other.CertificatePem}\n{_authority.CertificatePem}\n");
    }

    [Theory]
    [InlineData("right.pem")]
    [InlineData("both.pem")]
    public async Task By_the_authority_that_is_configured_it_is_known_and_tenants_are_read(string file)
    {
        using var vault = Start(Address);
        using var route = Route(vault, file);

        Assert.Equal("passed", await SendAsync(route));
        Assert.StartsWith("https://", vault.Url, StringComparison.Ordinal);
        Assert.Equal((1, 1), (vault.Logins, vault.Count("GET /v1/secret/data/stripe/acme")));
    }

    /// <summary>Who is asked is somebody else, as far as anybody can tell: nothing is sent there, and nobody is taken for a stranger.</summary>
    [Theory]
    [InlineData(null, Address)] // The system's authorities do not know it.
    [InlineData("other.pem", Address)]
    [InlineData("right.pem", "vault.internal")] // It is somebody else's certificate.
    public async Task Without_it_no_credential_is_sent(string? file, string host)
    {
        using var vault = Start(host);
        using var route = Route(vault, file);

        Assert.Equal("provider_unavailable", await SendAsync(route));
        Assert.Empty(vault.Asked);
        Assert.Contains("SecureConnectionError", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("never-to-be-seen", _log.Lines[0], StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
        _log.Dispose();
        _folder.Delete(recursive: true);
    }

    private static Task<string> SendAsync(TestRoute route) =>
        route.OutcomeOfAsync(new TestRequest { Text = Body }.With("X-Sig", Hmac.Hex(SecretOfAcme, Body)).With("X-Tenant", "acme"));

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <param name="host">Whose its certificate says it is.</param>
    private PlayedVault Start(string host)
    {
        var (certificate, key) = _authority.Issue(host);
        using var server = X509Certificate2.CreateFromPem(certificate, key);
        File.WriteAllBytes(PathOf("server.pfx"), server.Export(X509ContentType.Pkcs12, ""));
        var vault = new PlayedVault(PathOf("server.pfx"));
        vault.Held["stripe/acme"] = $$"""{ "default": "{{SecretOfAcme}}" }""";
        return vault;
    }

    private TestRoute Route(PlayedVault vault, string? authority)
    {
        var more = authority is null ? "" : $", \"CertificateAuthority\": \"{PathOf(authority)}\"";
        var route = TestRoute.Compile(
            $$"""
            { "Tenant": { "From": "header:X-Tenant" }, "RateLimit": { "Limit": 1000000, "Period": "1s" },
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": { "Vault": {
                "Address": "{{vault.Url}}", "Path": "stripe/{tenant}",
                "AppRole": { "RoleId": "{{PlayedVault.RoleId}}", "SecretId": "env:SECRET_ID" }{{more}} } } } }
            """,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["SECRET_ID"] = PlayedVault.SecretId });
        route.Loggers.AddProvider(_log);
        return route;
    }
}
