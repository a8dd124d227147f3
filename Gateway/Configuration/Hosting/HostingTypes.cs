using System.Security.Authentication;
using Gateway.Reading;
using static Gateway.Reading.ConfigurationType;

namespace Gateway.Configuration.Hosting;

/// <summary>Every type that <see cref="KestrelConfig"/> consists of.</summary>
internal static class HostingTypes
{
    public static ConfigurationTypes All { get; } = new(
        Section<KestrelConfig>(),
        Section<KestrelEndpointConfig>(),
        Section<KestrelDefaultsConfig>(),
        Section<KestrelSniConfig>(),
        Section<KestrelCertificateConfig>(),
        Value<SslProtocols>());
}
