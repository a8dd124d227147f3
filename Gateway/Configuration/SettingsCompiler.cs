using System.Globalization;
using System.Net;
using Gateway.Intake;
using Gateway.Reading;
using Gateway.Storage.Redis;
using Gateway.Storage.Sqlite;
using Gateway.Verification.Body;
using Gateway.Verification.Values;

namespace Gateway.Configuration;

/// <summary>Compiles the <c>Gateway</c> section.</summary>
internal sealed class SettingsCompiler(ConfigurationNode node, ConfigurationFiles files, ProblemList problems)
{
    private const long OneMegabyte = 1024 * 1024;
    private const long DefaultFileBytes = 4 * 1024 * OneMegabyte;
    private const int DefaultMaxClaims = 1_000_000;
    private const int MostReplicas = 5;
    private const long DefaultQueuedBytes = 256 * OneMegabyte;
    private const string DefaultPath = "data/gateway.db";

    public GatewaySettings Compile()
    {
        var config = new ConfigurationReader(problems).Read<GatewayConfig>(node);
        var storage = config.Storage?.Provider ?? StorageProvider.Sqlite;
        var maxClaims = config.Storage?.MaxClaims ?? DefaultMaxClaims;
        if (maxClaims is < 1_000 or > 100_000_000)
        {
            Report($"is {maxClaims}; use 1000 to 100000000.", "Storage", "MaxClaims");
        }

        return new GatewaySettings(
            CompileAdmin(config.Admin ?? new AdminConfig()),
            CompileClient(config.Client ?? new ClientConfig()),
            storage,
            maxClaims,
            storage == StorageProvider.Sqlite ? CompileSqlite(config.Storage ?? new StorageConfig()) : null,
            storage == StorageProvider.Redis ? CompileRedis(config.Redis ?? new RedisConfig()) : null,
            CompileLimits(config.Limits ?? new LimitsConfig()))
        {
            MaxQueuedBytes = storage == StorageProvider.Memory
                ? CompileMaxBytes(config.Storage?.MaxBytes, DefaultQueuedBytes)
                : DefaultQueuedBytes,
            EncryptionKeys = new EncryptionKeyCompiler(node.At("Storage", "EncryptionKeys"), files, problems)
                .Compile(config.Storage?.EncryptionKeys ?? []),
        };
    }

    private AdminSettings CompileAdmin(AdminConfig config)
    {
        var text = config.Url ?? AdminAddress.Default;
        var url = AdminAddress.Parse(text);
        if (url is null)
        {
            // Not repeated with user info: that is a password.
            var found = text.Contains('@', StringComparison.Ordinal) ? "found user info" : $"found '{text}'";
            Report($"{found}; expected an http URL without a path, such as \"{AdminAddress.Default}\".", "Admin", "Url");
            url = new Uri(AdminAddress.Default);
        }

        string? token = null;
        if (config.Token is not null)
        {
            token = files.ResolveSecret(config.Token, out var error);
            if (token is null)
            {
                Report(error, "Admin", "Token");
            }
        }
        else if (!IsLoopback(url))
        {
            Report($"'{text}' can be reached from other machines, so 'Admin:Token' is required.", "Admin", "Url");
        }

        return new AdminSettings(url, token);
    }

    private ClientAddressResolver CompileClient(ClientConfig config)
    {
        var proxies = IpRangeSet.Parse(config.TrustedProxies ?? [], (index, error) =>
            Report(error, "Client", "TrustedProxies", index.ToString(CultureInfo.InvariantCulture)));
        foreach (var (index, entry) in (config.TrustedProxies ?? []).Index())
        {
            if (IsEverybody(IpRangeSet.Parse([entry], (_, _) => { })))
            {
                Report(
                    $"'{entry}' trusts everybody: each sender would choose its own address. Name the networks of your proxies.",
                    "Client", "TrustedProxies", index.ToString(CultureInfo.InvariantCulture));
            }
        }

        var header = config.Header ?? ClientAddressResolver.DefaultHeader;
        if (!HeaderName.IsValid(header))
        {
            Report($"'{header}' cannot be the name of a header.", "Client", "Header");
        }

        return new ClientAddressResolver(proxies, header);
    }

    private SqliteOptions CompileSqlite(StorageConfig config)
    {
        var path = config.Path ?? DefaultPath;
        if (path.Length == 0 || path.EndsWith('/') || path.Contains('\0', StringComparison.Ordinal)
            || path.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || path[0] == ':')
        {
            Report($"'{path}' is not the path of a file, such as \"{DefaultPath}\".", "Storage", "Path");
            path = DefaultPath;
        }

        return new SqliteOptions
        {
            Path = Path.GetFullPath(path),
            MaxBytes = CompileMaxBytes(config.MaxBytes, DefaultFileBytes),
            Timeout = Duration(
                config.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(30), "Storage", "Timeout"),
        };
    }

    private long CompileMaxBytes(long? written, long byDefault)
    {
        var maxBytes = written ?? byDefault;
        if (maxBytes is < OneMegabyte or > OneMegabyte * OneMegabyte)
        {
            Report($"is {maxBytes}; use {OneMegabyte} to {OneMegabyte * OneMegabyte} bytes.", "Storage", "MaxBytes");
        }

        return maxBytes;
    }

    private RedisOptions? CompileRedis(RedisConfig config)
    {
        if (config.Configuration is null)
        {
            Report("is missing; the store is Redis, so say where it is, e.g. \"env:REDIS_CONNECTION\".", "Redis", "Configuration");
        }

        var error = "";
        var configuration = config.Configuration is null ? null : files.ResolveText(config.Configuration, out error);
        if (configuration is null && config.Configuration is not null)
        {
            Report(error, "Redis", "Configuration");
        }

        var timeout = Duration(
            config.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(30), "Redis", "Timeout");
        if (config.KeyPrefix is { } prefix && prefix.AsSpan().ContainsAny('{', '}'))
        {
            Report($"'{prefix}' has a brace; what is between braces decides on the node of a cluster, and that is the route.", "Redis", "KeyPrefix");
        }

        var replicas = config.Replicas ?? 0;
        if (replicas is < 0 or > MostReplicas)
        {
            Report($"is {replicas}; use 0 to {MostReplicas}.", "Redis", "Replicas");
        }

        string? authority = null;
        if (config.CertificateAuthority is not null)
        {
            authority = files.FullPath(config.CertificateAuthority);
            if (files.Read(config.CertificateAuthority, out error) is null)
            {
                Report(error, "Redis", "CertificateAuthority");
            }
        }

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
        };
        if (RedisConnection.Check(options) is { } wrong)
        {
            Report(wrong, "Redis", "Configuration");
        }

        return options;
    }

    private GatewayLimits CompileLimits(LimitsConfig config)
    {
        var maxBody = config.MaxBodyBytes ?? OneMegabyte;
        if (maxBody is < 0 or > BodyCompiler.Largest)
        {
            Report($"is {maxBody}; use 0 to {BodyCompiler.Largest} bytes.", "Limits", "MaxBodyBytes");
            maxBody = OneMegabyte; // said once, and not again by every route
        }

        var maxBuffered = config.MaxBufferedBytes ?? 256 * OneMegabyte;
        if (maxBuffered < OneMegabyte)
        {
            Report($"is {maxBuffered}; use at least {OneMegabyte} bytes.", "Limits", "MaxBufferedBytes");
        }

        var timeout = Duration(
            config.BodyTimeout, TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10),
            "Limits", "BodyTimeout");
        return new GatewayLimits(maxBody, maxBuffered, timeout);
    }

    private TimeSpan Duration(
        TimeSpan? written, TimeSpan byDefault, TimeSpan least, TimeSpan most, params ReadOnlySpan<string> keys)
    {
        var value = written ?? byDefault;
        if (value < least || value > most)
        {
            Report($"{value:c} is out of range; use {least:c} to {most:c}.", keys);
        }

        return value;
    }

    private void Report(string message, params ReadOnlySpan<string> keys) => problems.Add(node.At(keys), message);

    /// <summary>Of one range: with both ends of all IPv4 or IPv6 addresses it has them all.</summary>
    private static bool IsEverybody(IpRangeSet range) =>
        (range.Contains(AddressBits.Of(IPAddress.Any)) && range.Contains(AddressBits.Of(IPAddress.Broadcast)))
        || (range.Contains(UInt128.MinValue) && range.Contains(UInt128.MaxValue));

    private static bool IsLoopback(Uri url) =>
        url.Host == "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
