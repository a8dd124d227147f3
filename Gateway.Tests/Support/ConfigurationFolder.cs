using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Configuration;
using Gateway.Observability;
using Gateway.Secrets;
using Gateway.Storage.Memory;
using Gateway.Tests.Attestation;
using Gateway.Verification;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Support;

/// <summary>A configuration file in a folder of its own, read as the gateway reads it.</summary>
internal sealed class ConfigurationFolder : IDisposable
{
    public const string Secret = "the-secret-of-the-environment";

    private readonly ProviderServices _providers;

    public ConfigurationFolder(string json, IReadOnlyDictionary<string, string?>? variables = null, Func<string, string?>? environment = null)
    {
        Directory.CreateDirectory(Folder);
        Write("gateway.json", json);
        Loader = new ConfigurationLoader(PathOf("gateway.json"), environment ?? Variable, variables);
        _providers = new ProviderServices(Metrics, Clock, NullLoggerFactory.Instance);
        Services = new StageServices(
            Clock, new MemoryClaimStore(Clock), new MemoryRateLimitStore(Clock), new MemoryRateLimitStore(Clock), _providers,
            new TenantSources(NullLoggerFactory.Instance), Metrics);
    }

    /// <summary>With the files that the cases under Golden/Config name.</summary>
    public static ConfigurationFolder OfCase(ConfigurationCase @case)
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue(new TestClientCertificate());
        using var key = certificate.GetECDsaPrivateKey()!;
        using var another = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var folder = new ConfigurationFolder(@case.Json, @case.Variables);
        folder.Write("secret", "the-secret-of-the-file\n");
        folder.Write("certificate.pem", certificate.ExportCertificatePem());
        folder.Write("certificate.key", key.ExportPkcs8PrivateKeyPem());
        folder.Write("encrypted.key", key.ExportEncryptedPkcs8PrivateKeyPem(
            "open-sesame", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterationCount: 1)));
        folder.Write("attestation.pem", AttestingKeys.Pem);
        folder.Write("another.key", another.ExportPkcs8PrivateKeyPem());
        return folder;
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("gateway-").FullName;

    public FakeTimeProvider Clock { get; } = TestClock.New();

    public GatewayMetrics Metrics { get; } = new();

    public StageServices Services { get; }

    public ConfigurationLoader Loader { get; }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    public Task<LoadResult> LoadAsync() => Loader.LoadAsync(Services);

    /// <summary>The snapshot of a configuration without problems.</summary>
    public async Task<GatewaySnapshot> SnapshotAsync()
    {
        var result = await LoadAsync();
        Assert.Empty(result.Problems);
        return result.Snapshot!;
    }

    /// <summary>What is wrong with it, one <c>path: message</c> each, the folder left out.</summary>
    public async Task<IReadOnlyList<string>> ProblemsAsync()
    {
        var result = await LoadAsync();
        Assert.Equal(result.Problems.Count == 0, result.Snapshot is not null);
        return [.. result.Problems.Select(problem => problem.ToString().Replace(Folder + "/", "", StringComparison.Ordinal))];
    }

    /// <summary>What is reported of it, a line each, warnings behind the problems.</summary>
    public async Task<string> ReportAsync()
    {
        var result = await LoadAsync();
        Assert.Equal(result.Problems.Count == 0, result.Snapshot is not null);
        return string.Concat(result.Problems.Select(problem => $"{problem}\n").Concat(result.Warnings.Select(problem => $"{ConfigurationCase.Warning}{problem}\n")))
            .Replace(Folder + "/", "", StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _providers.Dispose();
        Metrics.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>The names that <see cref="Variable"/> knows.</summary>
    public static IReadOnlyList<string> Variables { get; } =
        ["SECRET", "OTHER", "SHORT", "EMPTY", "ENCRYPTION_KEY", "ATTESTATION_KEY", "OTHER_ATTESTATION_KEY", "PLACEHOLDER"];

    public static string? Variable(string name) => name switch
    {
        "SECRET" => Secret,
        "OTHER" => "another-secret-of-the-environment",
        "SHORT" => "guess-me",
        "EMPTY" => "",
        "ENCRYPTION_KEY" => "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=",
        "ATTESTATION_KEY" => AttestingKeys.Shared,
        "OTHER_ATTESTATION_KEY" => AttestingKeys.OtherShared,
        "PLACEHOLDER" => "${WEBHOOK_SECRET}",
        _ => null,
    };
}
