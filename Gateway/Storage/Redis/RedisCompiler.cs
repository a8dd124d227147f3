using Gateway.Reading;

namespace Gateway.Storage.Redis;

/// <summary>Compiles <c>Gateway:Redis</c>.</summary>
internal static class RedisCompiler
{
    private const int MostReplicas = 5;

    /// <summary>The options; null if a problem was reported that leaves nothing to connect to.</summary>
    public static RedisOptions? Compile(SectionContext section, RedisConfig? written)
    {
        var config = written ?? new RedisConfig();
        var configuration = ReadConfiguration(section, config);
        var timeout = section.Duration(
            config.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(30), "Timeout");
        if (config.KeyPrefix is { } prefix && prefix.AsSpan().ContainsAny('{', '}'))
        {
            section.Report($"'{prefix}' has a brace; what is between braces decides on the node of a cluster, and that is the route.", "KeyPrefix");
        }

        var replicas = config.Replicas ?? 0;
        if (replicas is < 0 or > MostReplicas)
        {
            section.Report($"is {replicas}; use 0 to {MostReplicas}.", "Replicas");
        }

        var authority = ReadAuthority(section, config);
        var (certificate, key) = ReadClientCertificate(section, config);
        if (configuration is null)
        {
            return null;
        }

        var options = new RedisOptions
        {
            Configuration = configuration,
            KeyPrefix = config.KeyPrefix ?? "gateway:",
            Timeout = timeout,
            Replicas = replicas,
            CertificateAuthority = authority,
            ClientCertificate = certificate,
            ClientCertificateKey = key,
        };
        if (RedisConnection.Check(options) is { } wrong)
        {
            section.Report(wrong, "Configuration");
        }

        return options;
    }

    private static string? ReadConfiguration(SectionContext section, RedisConfig config)
    {
        if (config.Configuration is null)
        {
            section.Report("is missing; the store is Redis, so say where it is, e.g. \"env:REDIS_CONNECTION\".", "Configuration");
            return null;
        }

        var configuration = section.Files.ResolveText(config.Configuration, out var error);
        if (configuration is null)
        {
            section.Report(error, "Configuration");
        }

        return configuration;
    }

    private static string? ReadAuthority(SectionContext section, RedisConfig config)
    {
        if (config.CertificateAuthority is null)
        {
            return null;
        }

        if (section.Files.Read(config.CertificateAuthority, out var error) is null)
        {
            section.Report(error, "CertificateAuthority");
        }

        return section.Files.FullPath(config.CertificateAuthority);
    }

    /// <summary>The paths of the two files, or nothing if they cannot be used.</summary>
    private static (string? Certificate, string? Key) ReadClientCertificate(SectionContext section, RedisConfig config)
    {
        if (config.ClientCertificate is not { } certificate)
        {
            if (config.ClientCertificateKey is not null)
            {
                section.Report("has no effect without 'ClientCertificate', the certificate that it is the key of.", "ClientCertificateKey");
            }

            return default;
        }

        var key = config.ClientCertificateKey ?? certificate;
        if (!IsRead(certificate, "ClientCertificate") | (key != certificate && !IsRead(key, "ClientCertificateKey")))
        {
            return default;
        }

        var (certificatePath, keyPath) = (section.Files.FullPath(certificate), section.Files.FullPath(key));
        if (RedisClientCertificate.Check(certificatePath, keyPath) is { } wrong)
        {
            section.Report(wrong.Problem, wrong.Key);
            return default;
        }

        return (certificatePath, keyPath);

        bool IsRead(string file, string name)
        {
            if (section.Files.Read(file, out var error) is not null)
            {
                return true;
            }

            section.Report(error, name);
            return false;
        }
    }
}
