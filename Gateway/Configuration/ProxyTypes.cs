using Gateway.Reading;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using static Gateway.Reading.ConfigurationType;

namespace Gateway.Configuration;

/// <summary>Every type that YARP's <see cref="RouteConfig"/> and <see cref="ClusterConfig"/> consist of, named as their keys are.</summary>
internal static class ProxyTypes
{
    public static ConfigurationTypes All { get; } = new(
        Section<RouteConfig>(),
        Section<RouteMatch>(),
        Section<RouteHeader>(),
        Section<RouteQueryParameter>(),
        Section<ClusterConfig>(),
        Section<SessionAffinityConfig>(),
        Section<SessionAffinityCookieConfig>(),
        Section<HealthCheckConfig>(),
        Section<PassiveHealthCheckConfig>(),
        Section<ActiveHealthCheckConfig>(),
        Section<HttpClientConfig>(),
        Section<WebProxyConfig>(),
        Section<ForwarderRequestConfig>(),
        Section<DestinationConfig>());
}
