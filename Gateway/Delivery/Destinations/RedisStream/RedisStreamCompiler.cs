using Gateway.Delivery.Destinations.Brokers;
using Gateway.Delivery.Destinations.Brokers.CloudEvents;
using Gateway.Storage.Redis;
using StackExchange.Redis;

namespace Gateway.Delivery.Destinations.RedisStream;

/// <summary>Compiles a destination's <c>RedisStream</c>.</summary>
internal static class RedisStreamCompiler
{
    private const long MostEntries = 1_000_000_000;

    /// <summary>The policy; null if a problem was reported.</summary>
    public static RedisStreamPolicy? Compile(BrokerSection section, RedisStreamConfig config)
    {
        if (config.Configuration is null)
        {
            section.Report("is missing; say where Redis is, e.g. \"env:EVENTS_REDIS\".", "Configuration");
        }

        var redis = config.Configuration is null ? null : RedisCompiler.Compile(section.Section, new RedisConfig
        {
            Configuration = config.Configuration,
            CertificateAuthority = config.CertificateAuthority,
            ClientCertificate = config.ClientCertificate,
            ClientCertificateKey = config.ClientCertificateKey,
            Timeout = RedisStreamConnection.LongestAnswer,
        });
        if (config.Configuration is { } text && !IsReference(text) && HoldsPassword(text))
        {
            section.Report("holds a password, and a route's section is shown to operators; write all of it as a reference, such as \"env:EVENTS_REDIS\".", "Configuration");
        }

        if (config.MaxLength is < 1 or > MostEntries)
        {
            section.Report($"is {config.MaxLength}; use 1 to {MostEntries}.", "MaxLength");
        }

        section.ReportTooLarge(config.MaxBytes);
        var message = section.Message(config.Headers, config.Format, CloudEventBinding.Redis, RedisStreamDestination.BodyField);
        var key = section.Template(config.Key, "Key", "webhooks:{route}", RedisStreamKey.Defect);
        return redis is null || key is null || RedisConnection.Check(redis) is not null
            ? null
            : new RedisStreamPolicy(new RedisStreamOptions(redis, HostsOf(redis)), key, config.MaxLength, message);
    }

    private static bool IsReference(string text) =>
        text.StartsWith("env:", StringComparison.Ordinal) || text.StartsWith("file:", StringComparison.Ordinal);

    /// <summary>As the client reads it, which takes blanks around the name.</summary>
    private static bool HoldsPassword(string text) =>
        text.Split(',').Any(option => string.Equals(option.Split('=')[0].Trim(), "password", StringComparison.OrdinalIgnoreCase));

    private static string HostsOf(RedisOptions redis) => string.Join(
        ',', ConfigurationOptions.Parse(redis.Configuration, ignoreUnknown: true).EndPoints.Select(EndPointCollection.ToString));
}
